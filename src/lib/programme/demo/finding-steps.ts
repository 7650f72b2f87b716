import { bureaus } from './bureaus.ts';
import { addDays } from './days.ts';
import type { Event, Paper } from './facts.ts';
import type { Slot } from './finding-slots.ts';
import { at } from './open-days.ts';

type Step = Extract<Event, { do: 'step' }>;
type Told = Omit<Step, 'do' | 'at' | 'project' | 'day' | 'finder'>;

/** Days after the visit, and what happens then. Who sorts a finding is not who decides it. */
type Timed = [days: number, time: string, step: Told];

const { province } = bureaus;
/** The bureau of the city sorts, that of the province decides; where the demonstration's officer is to decide, the other way. */
const cityBureau = (city: string): string =>
  city === '420600' ? bureaus.xiangyang.uscc : bureaus.wuhan.uscc;

const photo = (seed: number, caption: string): Paper => ({
  ...{ kind: 'photo', scene: 'site', seed, caption },
  file_name: `整改-${String(seed)}.png`
});
const both = (seed: number): Paper[] => [
  photo(seed, '整改前的部位，画面上标有“示范”（示范图片）'),
  photo(seed + 1, '整改后的同一部位，画面上标有“示范”（示范图片）')
];

const reasonFor = {
  substantiated: '派员到场核实，与核查人反映的情况一致，认定属实。',
  matched: '查阅原始记录并到场抽查，与核查人的结论一致。',
  partly: '复测三处中有一处超出允许偏差，其余在允许范围内，认定部分属实。'
};

const sort = (by: string, outcome = 'accept', reason?: string): Told => ({
  ...{ act: 'triage', by, outcome, ...(reason ? { reason } : {}) }
});
const accepts: Told = {
  ...{ act: 'reply', by: 'developer', stance: 'accepts' },
  reply: '情况属实，系班组交接不清所致，已停止该部位后续工序并组织整改。（示范）'
};
const contests: Told = {
  ...{ act: 'reply', by: 'developer', stance: 'contests' },
  reply: '我方委托检测时同一部位各点均在允许范围内，测量位置和方法可能不同，请另行复核。（示范）'
};
const decide = (by: string, decision = 'substantiated', reason = reasonFor.substantiated): Told => ({
  ...{ act: 'decide', by, decision, reason, matched_reason: reasonFor.matched }
});
const plan: Told = {
  ...{ act: 'plan', by: 'developer', plan: '凿除后按方案重新施工，监理旁站，完成后实测并附照片。（示范）' },
  fix_in: 20
};
const claim = (seed: number): Told => ({
  ...{
    act: 'claim',
    by: 'developer',
    note: '已按方案整改完毕，实测合格，附前后照片。（示范）',
    papers: both(seed)
  }
});
const look = (person: string, fixed: boolean): Told => ({
  ...{ act: 'reinspect', person, fixed },
  note: fixed ? '到场复查，已经改好。' : '复测一处仍为 11 mm，没有改到位。'
});

function stepsOf(slot: Slot): Timed[] {
  const city = cityBureau(slot.city);
  const [first] = slot.finders;
  const finder = first?.email ?? '';
  const owner = slot.finders.find(({ category }) => category === 'resident')?.email ?? '';
  const seed = 9600 + slot.ago * 4;
  const sorted: Timed = [1, '10:05', sort(city)];
  const answered: Timed = [4, '15:20', accepts];
  const decided: Timed = [8, '11:10', decide(province.uscc)];
  switch (slot.course) {
    case 'confirmed':
      return [sorted, [7, '10:30', decide(province.uscc)]];
    case 'fixed':
      return [
        ...[sorted, answered, decided],
        ...([
          [17, '09:40', plan],
          [26, '16:10', claim(seed)],
          // an owner who was there that day looks first, then whoever found it
          [29, '10:15', look(owner, false)],
          [38, '15:30', claim(seed + 2)],
          [42, '14:20', look(finder, true)]
        ] satisfies Timed[])
      ];
    case 'contested':
      return [
        sorted,
        [4, '16:40', contests],
        // the first who is asked lets the day pass, however many holidays lie between
        [6, '09:20', { act: 'ask_expert', by: province.uscc, expert: 'expert@example.org' }],
        [34, '09:40', { act: 'ask_expert', by: province.uscc, expert: 'supervisor-2@people.invalid' }],
        [
          37,
          '20:10',
          {
            ...{ act: 'opinion', person: 'supervisor-2@people.invalid', decision: 'partly' },
            ...{ reason: '按规范位置复测，一处超出允许偏差。', matched_reason: '与记录相符，没有异议。' },
            note: '两方测量的位置不同。按规范规定的位置复测，一处不合格，其余合格。（示范）'
          }
        ],
        [40, '10:50', decide(province.uscc, 'partly', reasonFor.partly)],
        [47, '09:50', plan],
        [56, '15:40', claim(seed)],
        [60, '11:30', look(finder, false)]
      ];
    case 'silent':
      return [sorted, [18, '11:20', decide(province.uscc)]];
    case 'late':
      return [sorted, answered, decided, [17, '10:20', plan]];
    case 'unverified':
      return [sorted, answered];
    case 'withheld':
      return [
        sorted,
        answered,
        [
          6,
          '10:15',
          {
            ...{ act: 'withhold', by: city, ground: 'third_party', for_days: 150 },
            reason: '照片中能看到邻户室内和住户，正在征求第三方意见。（示范）'
          }
        ],
        [7, '16:05', { act: 'sign', by: province.uscc, reason: '同意，期满即恢复公开。' }]
      ];
    case 'claimed':
      return [
        sorted,
        answered,
        decided,
        [17, '10:45', { ...plan, fix_in: 28 }],
        [slot.ago - 3, '15:15', claim(seed)]
      ];
    case 'to_plan':
      return [
        [1, '09:15', sort(province.uscc)],
        [3, '17:10', accepts],
        [8, '09:25', decide(city)]
      ];
    case 'to_advise':
      return [
        [1, '10:35', sort(province.uscc)],
        [4, '11:15', contests],
        [6, '15:50', { act: 'ask_expert', by: city, expert: 'expert@example.org' }]
      ];
    case 'to_verify':
      return [
        [1, '14:25', sort(province.uscc)],
        [4, '09:35', accepts]
      ];
    case 'to_answer':
      return [[1, '08:50', sort(province.uscc, 'urgent', '涉及临边安全，请立即处理。')]];
    case 'sorted_out':
      return [[1, '11:25', sort(city, 'out_of_scope', '属于文明施工的一般提醒，已当场整改，不属质量核查。')]];
    default:
      return [];
  }
}

/** What happens to the finding of the first who was there. */
export function after(slot: Slot, { anchor, project }: { anchor: string; project: string }): Event[] {
  const day = addDays(anchor, -slot.ago);
  const finder = slot.finders[0]?.email ?? '';
  const on = { do: 'step' as const, project, day: slot.title };
  const steps = stepsOf(slot).map(([days, time, step]): Event => ({
    ...{ ...on, at: at(addDays(day, days), time), finder, ...step }
  }));
  const second = slot.finders[1]?.email;
  if (slot.course !== 'sorted_out' || !second) return steps;
  // two saw the same: the second is kept as a duplicate
  return [
    {
      ...{ ...on, at: at(addDays(day, 1), '11:05'), finder: second },
      ...{ act: 'triage', by: cityBureau(slot.city), outcome: 'duplicate', of: finder },
      reason: '与同日另一位核查人的发现是同一处。'
    },
    ...steps
  ];
}
