import BellRing from '@lucide/svelte/icons/bell-ring';
import Building from '@lucide/svelte/icons/building-2';
import CircleHelp from '@lucide/svelte/icons/circle-question-mark';
import ClipboardX from '@lucide/svelte/icons/clipboard-x';
import DoorClosed from '@lucide/svelte/icons/door-closed';
import Droplets from '@lucide/svelte/icons/droplets';
import FileX from '@lucide/svelte/icons/file-x';
import Flame from '@lucide/svelte/icons/flame';
import Hammer from '@lucide/svelte/icons/hammer';
import HardHat from '@lucide/svelte/icons/hard-hat';
import KeyRound from '@lucide/svelte/icons/key-round';
import Layers from '@lucide/svelte/icons/layers';
import PaintRoller from '@lucide/svelte/icons/paint-roller';
import Plug from '@lucide/svelte/icons/plug';
import ShieldAlert from '@lucide/svelte/icons/shield-alert';
import Thermometer from '@lucide/svelte/icons/thermometer';
import Zap from '@lucide/svelte/icons/zap';
import Ban from '@lucide/svelte/icons/ban';

/** A picture for each kind of problem, so that a tile is found without reading. */
const icons: Record<string, typeof Droplets> = {
  seepage: Droplets,
  cracks: Zap,
  hollow_plaster: Layers,
  structure_safety: Building,
  doors_windows: DoorClosed,
  pipes_wiring: Plug,
  heating_cooling: Thermometer,
  fit_out: PaintRoller,
  fire_safety: Flame,
  false_disclosure: FileX,
  not_disclosed: ClipboardX,
  refused_access: Ban,
  site_danger: HardHat,
  household_acceptance: KeyRound,
  warranty_refused: Hammer,
  retaliation: ShieldAlert,
  other: CircleHelp
};
export const iconOf = (category: string): typeof Droplets => icons[category] ?? BellRing;
