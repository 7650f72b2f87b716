import { describe, expect, it } from 'vitest';
import { declaredDelimiter, sniffDelimiter } from '#lib/projects/import/delimiter.ts';

const known = (header: string): boolean => ['甲', '乙', '丙'].includes(header);

describe('sniffDelimiter', () => {
  it.each([',', ';', '\t', '，'])('finds %j', (delimiter) => {
    expect(sniffDelimiter(['甲', '乙', '丙'].join(delimiter) + '\n1\n', known)).toBe(delimiter);
    expect(sniffDelimiter(['x', 'y', 'z'].join(delimiter) + '\n1\n', known)).toBe(delimiter);
  });

  it('does not count what is quoted', () => {
    expect(sniffDelimiter('"甲";"a,b,c,d\ne,f,g";乙\n', known)).toBe(';');
    expect(sniffDelimiter('"say ""a,b,c""";乙;丙\n', known)).toBe(';');
  });

  it('looks below a title that has other marks in it', () => {
    expect(sniffDelimiter('说明：一，二，三，四，五，六\n甲;乙;丙\n', known)).toBe(';');
  });

  it('takes a comma for a single column', () => {
    expect(sniffDelimiter('甲\n1\n', known)).toBe(',');
    expect(sniffDelimiter('', known)).toBe(',');
  });
});

it('declaredDelimiter reads the line for spreadsheets', () => {
  expect(declaredDelimiter('sep=;\n甲;乙')).toEqual({ delimiter: ';', length: 6 });
  expect(declaredDelimiter('"sep=,"\n')).toEqual({ delimiter: ',', length: 8 });
  expect(declaredDelimiter('sep=|\n')).toBeNull();
  expect(declaredDelimiter('separate,x\n')).toBeNull();
});
