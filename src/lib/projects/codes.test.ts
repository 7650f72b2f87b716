import { describe, expect, it } from 'vitest';
import {
  checkPermitNo,
  checkProjectCode,
  checkUscc,
  permitDay,
  usccCheckCharacter
} from '#lib/projects/codes.ts';
import { random } from '#lib/projects/import/fixtures.ts';

describe('unified social credit code', () => {
  it('accepts public codes of real companies', () => {
    for (const code of ['9144030071526726XG', '914403001922038216']) {
      expect(checkUscc(code)).toEqual({ ok: true, value: code });
    }
  });

  it('normalizes width, case and spaces', () => {
    expect(checkUscc(' ９１４４０３００７１５２６７２６xg　')).toEqual({
      ok: true,
      value: '9144030071526726XG'
    });
  });

  it('says what is wrong', () => {
    expect(checkUscc('  ')).toEqual({ ok: false, reason: 'empty' });
    expect(checkUscc('91440300192203821')).toEqual({ ok: false, reason: 'length' });
    expect(checkUscc('9.14403E+17')).toEqual({ ok: false, reason: 'scientific' });
    expect(checkUscc('9144O3001922038216')).toEqual({ ok: false, reason: 'character' });
    expect(checkUscc('91440300192203821Z')).toEqual({ ok: false, reason: 'character' });
    expect(checkUscc('91440A001922038216')).toEqual({ ok: false, reason: 'division' });
    expect(checkUscc('914403001922038217')).toEqual({ ok: false, reason: 'check' });
  });

  it('finds every single wrong character and every exchange of neighbours', () => {
    const code = '9144030071526726XG';
    for (let at = 0; at < 18; at += 1) {
      for (const other of '0123456789ABCDEFGHJKLMNPQRTUWXY') {
        if (other === code.charAt(at)) continue;
        expect(checkUscc(code.slice(0, at) + other + code.slice(at + 1)).ok).toBe(false);
      }
      const swapped = code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2);
      if (swapped !== code && at < 17) expect(checkUscc(swapped).ok).toBe(false);
    }
  });

  it('makes a character that its own check accepts', () => {
    const next = random(7);
    for (let round = 0; round < 500; round += 1) {
      const body = `91420100${Array.from({ length: 9 }, () => '0123456789ABCDEFGHJKLMNPQRTUWXY'.charAt(next(31))).join('')}`;
      const code = `${body}${usccCheckCharacter(body) ?? ''}`;
      expect(checkUscc(code)).toEqual({ ok: true, value: code });
    }
    expect(usccCheckCharacter('9142010')).toBeNull();
    expect(usccCheckCharacter('9142010OOOOOOOOOO')).toBeNull();
  });
});

describe('permit number', () => {
  it('takes 18 digits in any width', () => {
    expect(checkPermitNo('４２０１０２２０２００６０１０１０１')).toEqual({
      ok: true,
      value: '420102202006010101'
    });
    expect(checkPermitNo('4201 0220 2006 0101 01')).toEqual({ ok: true, value: '420102202006010101' });
    expect(permitDay('420102202006010101')).toBe('2020-06-01');
  });

  it.each([
    ['', 'empty'],
    ['4.20102E+17', 'scientific'],
    ['42010220200601010A', 'digits'],
    ['42010220200601010', 'length'],
    ['4201022020060101011', 'length'],
    ['430102202006010101', 'division'],
    ['420102202002300101', 'date'],
    ['420102202013010101', 'date'],
    ['420102188006010101', 'date'],
    ['420102202006010000', 'rounded'],
    ['420102202006010001', 'sequence']
  ])('refuses %j: %s', (input, reason) => {
    expect(checkPermitNo(input)).toEqual({ ok: false, reason });
  });

  it('knows leap years', () => {
    expect(checkPermitNo('420102202002290101').ok).toBe(true);
    expect(checkPermitNo('420102202102290101')).toEqual({ ok: false, reason: 'date' });
  });

  it('takes the prefix as a parameter', () => {
    expect(checkPermitNo('430102202006010101', '43').ok).toBe(true);
    expect(checkPermitNo('430102202006010101', '').ok).toBe(true);
  });
});

describe('project code', () => {
  it('is 24 characters, with hyphens of any kind or none', () => {
    const value = '2020-420102-47-03-012345';
    expect(value).toHaveLength(24);
    for (const written of [
      value,
      '20204201024703012345',
      '２０２０－４２０１０２－４７－０３－０１２３４５',
      '2020—420102—47—03—012345'
    ]) {
      expect(checkProjectCode(written)).toEqual({ ok: true, value });
    }
  });

  it.each([
    ['', 'empty'],
    ['2.02042E+19', 'scientific'],
    ['2020-420102-47-03-01234X', 'digits'],
    ['2020-420102-47-03-01234', 'length'],
    ['2020-42010-247-03-012345', 'groups'],
    ['1020-420102-47-03-012345', 'year']
  ])('refuses %j: %s', (input, reason) => {
    expect(checkProjectCode(input)).toEqual({ ok: false, reason });
  });
});
