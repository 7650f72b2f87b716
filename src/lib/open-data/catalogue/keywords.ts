import type { Both } from '#lib/open-data/datasets/column.ts';

/** Themes of the EU's list that catalogues of the world sort by. */
export const themes = {
  REGI: { zh: '地区与城市', en: 'Regions and cities' },
  GOVE: { zh: '政府与公共部门', en: 'Government and public sector' },
  JUST: { zh: '司法与公共安全', en: 'Justice, legal system and public safety' },
  SOCI: { zh: '人口与社会', en: 'Population and society' }
} as const satisfies Record<string, Both>;
export type Theme = keyof typeof themes;

interface About {
  themes: Theme[];
  words: { zh: string[]; en: string[] };
}

const general = {
  zh: ['住宅工程', '工程质量', '信息公示', '湖北'],
  en: ['housing', 'construction quality', 'disclosure', 'Hubei']
};

const own: Record<string, About> = {
  projects: { themes: ['REGI', 'GOVE'], words: { zh: ['施工许可'], en: ['construction permits'] } },
  parties: { themes: ['GOVE'], words: { zh: ['参建单位', '五方责任主体'], en: ['responsible parties'] } },
  milestones: { themes: ['REGI'], words: { zh: ['工程节点', '竣工验收'], en: ['milestones', 'completion'] } },
  disclosures: { themes: ['GOVE'], words: { zh: ['公示', '应公示未公示'], en: ['overdue disclosures'] } },
  documents: { themes: ['GOVE'], words: { zh: ['公示材料', 'SHA-256'], en: ['documents', 'SHA-256'] } },
  open_days: { themes: ['SOCI'], words: { zh: ['开放日', '工地开放'], en: ['open days', 'site visits'] } },
  visits: { themes: ['SOCI'], words: { zh: ['到访人数'], en: ['visitor counts'] } },
  findings: {
    themes: ['GOVE', 'JUST'],
    words: { zh: ['社会监督', '核实'], en: ['public oversight', 'findings'] }
  },
  rectifications: { themes: ['GOVE', 'JUST'], words: { zh: ['整改'], en: ['rectification'] } },
  complaints: {
    themes: ['GOVE', 'SOCI'],
    words: { zh: ['信访', '投诉', '12345'], en: ['complaints', 'petitions'] }
  },
  deadlines: { themes: ['GOVE'], words: { zh: ['期限', '逾期'], en: ['deadlines', 'overdue'] } },
  divisions: { themes: ['REGI'], words: { zh: ['行政区划', 'GB/T 2260'], en: ['divisions', 'GB/T 2260'] } },
  catalogue: { themes: ['GOVE'], words: { zh: ['公示事项目录'], en: ['disclosure items'] } }
};

/** What a data set is found by; of one that is not listed here, what holds for all. */
export function about(name: string): About {
  const found = own[name] ?? { themes: ['GOVE'], words: { zh: [], en: [] } };
  return {
    themes: found.themes,
    words: { zh: [...general.zh, ...found.words.zh], en: [...general.en, ...found.words.en] }
  };
}
