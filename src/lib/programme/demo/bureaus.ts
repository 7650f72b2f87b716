import { uscc } from './names.ts';

export interface Bureau {
  name: string;
  uscc: string;
  division_code: string;
  contact: string;
}

const bureau = (serial: number, division_code: string, name: string): Bureau => ({
  name: `${name}（示范）`,
  uscc: uscc('11', division_code, serial),
  division_code,
  contact: '示范电话 000-00000000（工作日 9:00–17:00），bureau@example.org'
});

/** One for the province, one for each pilot city, one for a district. */
export const bureaus = {
  province: bureau(1, '420000', '湖北省住房和城乡建设厅'),
  wuhan: bureau(2, '420100', '武汉市住房和城市更新局'),
  xiangyang: bureau(3, '420600', '襄阳市住房和城乡建设局'),
  yichang: bureau(4, '420500', '宜昌市住房和城乡建设局'),
  huangshi: bureau(5, '420200', '黄石市住房和城乡建设局'),
  xiantao: bureau(6, '429004', '仙桃市住房和城乡建设局'),
  jiangan: bureau(7, '420102', '武汉市江岸区住房和城市更新局')
};
