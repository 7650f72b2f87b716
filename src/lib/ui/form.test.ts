import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readForm, refuse } from './form.ts';

const schema = z.object({
  email: z.email(),
  password: z.string().min(10, 'errors.required'),
  stage: z.union([z.string(), z.array(z.string())])
});

function sent(entries: [string, string | File][]): FormData {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
}

describe('a form', () => {
  it('is read by its schema', () => {
    const data = sent([
      ['email', 'a@example.org'],
      ['password', 'a long secret'],
      ['stage', 'x'],
      ['stage', 'y']
    ]);
    expect(readForm(data, schema)).toEqual({
      ok: true,
      data: { email: 'a@example.org', password: 'a long secret', stage: ['x', 'y'] }
    });
  });

  it('comes back with what was written, but no secret and no file', () => {
    const data = sent([
      ['email', 'nonsense'],
      ['password', 'short'],
      ['stage', 'x'],
      ['photo', new File(['a'], 'a.jpg')]
    ]);
    expect(readForm(data, schema, 'sign-up')).toEqual({
      ok: false,
      form: {
        id: 'sign-up',
        values: { email: 'nonsense', stage: 'x' },
        errors: { email: 'errors.invalid', password: 'errors.required' }
      }
    });
  });

  it('can be refused for a reason found later', () => {
    expect(refuse(sent([['email', 'a@example.org']]), { message: 'errors.unexpected' })).toEqual({
      values: { email: 'a@example.org' },
      message: 'errors.unexpected'
    });
  });
});
