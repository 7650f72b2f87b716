import type { Both } from '#lib/open-data/datasets/column.ts';
import type { Config } from '#lib/server/config.ts';

/** Who answers for the data: as the operator says, else the hub by its name. */
export interface Publisher {
  name: Both;
  /** 统一社会信用代码, where the operator gave one. */
  code: string | null;
  /** Public contact in free words; null where none is set. */
  contact: string | null;
  /** The same as an address of mail, where it is one. */
  mail: string | null;
}

const hubName: Both = { zh: '阳光工地', en: 'Sunlit' };
const address = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/;

export function publisherOf(
  config: Pick<Config, 'HUB_PUBLISHER' | 'HUB_PUBLISHER_CODE' | 'HUB_CONTACT'>
): Publisher {
  const { HUB_PUBLISHER: name, HUB_PUBLISHER_CODE: code, HUB_CONTACT: contact } = config;
  return {
    name: name ? { zh: name, en: name } : hubName,
    code: code ?? null,
    contact: contact ?? null,
    mail: contact && address.test(contact) ? contact : null
  };
}
