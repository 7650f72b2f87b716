import type zh from './zh/index.ts';

export type Lang = 'zh' | 'en';

type Dictionary = typeof zh;

/** English needs the singular of every plural: `works_other` asks for `works_one` too. */
type Singular<K> = K extends `${infer Base}_other` ? `${Base}_one` : never;

/** The shape an English domain must have, given the Chinese one: same keys, any text. */
export type Mirror<Zh> = {
  [K in keyof Zh | Singular<keyof Zh>]: K extends keyof Zh
    ? Zh[K] extends string
      ? string
      : Mirror<Zh[K]>
    : string;
};

type Unplural<K extends string> = K extends `${infer Base}_other` ? Base : K;

type Leaves<D, Prefix extends string = ''> = {
  [K in keyof D & string]: D[K] extends string ? `${Prefix}${Unplural<K>}` : Leaves<D[K], `${Prefix}${K}.`>;
}[keyof D & string];

/** Every key, as `domain.key` or `domain.group.key`; plurals without their `_other`. */
export type Key = Leaves<Dictionary>;

type TextAt<D, K extends string> = K extends `${infer Head}.${infer Rest}`
  ? Head extends keyof D
    ? TextAt<D[Head], Rest>
    : never
  : K extends keyof D
    ? D[K]
    : `${K}_other` extends keyof D
      ? D[`${K}_other`]
      : never;

type Name<Inside extends string> = Inside extends `${infer Before},${string}` ? Before : Inside;

type Names<Text> = Text extends `${string}{{${infer Inside}}}${infer Rest}`
  ? Name<Inside> | Names<Rest>
  : never;

/** The values a text asks for, read from its own `{{placeholders}}`. */
export type Values<K extends Key> = {
  [N in Names<TextAt<Dictionary, K>>]: N extends 'count' ? number : string | number;
};

type Arguments<K extends Key> = [Names<TextAt<Dictionary, K>>] extends [never] ? [] : [values: Values<K>];

export interface T {
  <K extends Key>(key: K, ...values: Arguments<K>): string;
  readonly lang: Lang;
  /** Whether a text from elsewhere (a schema's message, a column) is a key of the dictionaries. */
  has(key: string): key is Key;
  /**
   * The text of a key known only at run time, or of a bare code under `errors`; an unknown one becomes a plain sentence,
   * never a code name.
   */
  of(key: string, values?: Record<string, string | number>, otherwise?: Key): string;
}
