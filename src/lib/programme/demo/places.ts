/** A part of a city where works of the demonstration stand: dry ground, WGS84, within `spread` degrees of the point. */
export interface Place {
  division_code: string;
  city: string;
  district: string;
  zone?: string;
  lat: number;
  lng: number;
  spread: number;
}

type Row = [code: string, district: string, lat: number, lng: number, spread: number, zone?: string];

const places = (city: string, rows: [Row, ...Row[]]): [Place, ...Place[]] => {
  const make = ([division_code, district, lat, lng, spread, zone]: Row): Place => ({
    division_code,
    city,
    district,
    lat,
    lng,
    spread,
    ...(zone ? { zone } : {})
  });
  const [first, ...rest] = rows;
  return [make(first), ...rest.map(make)];
};

export interface City {
  code: string;
  name: string;
  /** How many works of the demonstration it has. */
  works: number;
  /** `[2, 5]`: two of each five take part in the pilot. */
  pilots: [part: number, of: number];
  places: [Place, ...Place[]];
}

/** The five pilot cities of the plan. */
export const cities: City[] = [
  {
    code: '420100',
    name: '武汉市',
    works: 22,
    pilots: [2, 5],
    places: places('武汉市', [
      ['420102', '江岸区', 30.64, 114.3, 0.012],
      ['420111', '洪山区', 30.498, 114.4, 0.012, '东湖高新区'],
      ['420112', '东西湖区', 30.64, 114.14, 0.015],
      ['420105', '汉阳区', 30.545, 114.215, 0.008],
      ['420106', '武昌区', 30.53, 114.32, 0.008],
      ['420107', '青山区', 30.63, 114.395, 0.008],
      ['420115', '江夏区', 30.47, 114.5, 0.012, '东湖高新区'],
      ['420104', '硚口区', 30.592, 114.215, 0.008],
      ['420116', '黄陂区', 30.71, 114.27, 0.01],
      ['420114', '蔡甸区', 30.575, 114.03, 0.01],
      ['420117', '新洲区', 30.845, 114.8, 0.008],
      ['420111', '洪山区', 30.47, 114.275, 0.008]
    ])
  },
  {
    code: '420600',
    name: '襄阳市',
    works: 12,
    pilots: [2, 3],
    places: places('襄阳市', [
      ['420606', '樊城区', 32.075, 112.115, 0.012],
      ['420602', '襄城区', 31.998, 112.13, 0.008],
      ['420607', '襄州区', 32.035, 112.225, 0.01, '东津新区'],
      ['420607', '襄州区', 32.1, 112.2, 0.01],
      ['420683', '枣阳市', 32.13, 112.765, 0.008]
    ])
  },
  {
    code: '420500',
    name: '宜昌市',
    works: 11,
    pilots: [1, 2],
    places: places('宜昌市', [
      ['420503', '伍家岗区', 30.66, 111.37, 0.008],
      ['420502', '西陵区', 30.718, 111.3, 0.007],
      ['420506', '夷陵区', 30.775, 111.325, 0.008],
      ['420504', '点军区', 30.69, 111.258, 0.005],
      ['420583', '枝江市', 30.435, 111.76, 0.006]
    ])
  },
  {
    code: '420200',
    name: '黄石市',
    works: 9,
    pilots: [1, 8],
    places: places('黄石市', [
      ['420204', '下陆区', 30.185, 114.97, 0.008],
      ['420202', '黄石港区', 30.24, 115.055, 0.005],
      ['420203', '西塞山区', 30.195, 115.085, 0.005],
      ['420281', '大冶市', 30.105, 114.97, 0.007],
      ['420222', '阳新县', 29.835, 115.215, 0.006]
    ])
  },
  {
    code: '429004',
    name: '仙桃市',
    works: 6,
    pilots: [2, 3],
    places: places('仙桃市', [['429004', '仙桃市', 30.358, 113.45, 0.012]])
  }
];
