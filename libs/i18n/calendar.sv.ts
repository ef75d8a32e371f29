import type { calendarFi } from './calendar.fi.ts';
import type { Translated } from './sentence.ts';

export const calendarSv: Translated<typeof calendarFi> = {
  'calendar.name.post': 'Kierto: sista dagar för befattningen {{of}}',
  'calendar.name.unit': 'Kierto: sista dagar för enheten {{of}}',
  'calendar.name.group': 'Kierto: sista dagar för gruppen {{of}}',
  'calendar.name.account': 'Kierto: sista dagar för mina befattningar',
  'calendar.due': 'Sista dag: {{what}}',
  'calendar.overdue': 'Försenat: {{what}}',
  'calendar.turn': 'Står i tur: {{whose}}',
  'calendar.more_one': 'och {{count}} till',
  'calendar.more_other': 'och {{count}} till',
};
