import type { calendarFi } from './calendar.fi.ts';
import type { Translated } from './sentence.ts';

export const calendarEn: Translated<typeof calendarFi> = {
  'calendar.name.post': 'Kierto: due days of the post {{of}}',
  'calendar.name.unit': 'Kierto: due days of the unit {{of}}',
  'calendar.name.group': 'Kierto: due days of the group {{of}}',
  'calendar.name.account': 'Kierto: due days of my posts',
  'calendar.due': 'Due: {{what}}',
  'calendar.overdue': 'Late: {{what}}',
  'calendar.turn': 'Whose turn: {{whose}}',
  'calendar.more_one': 'and {{count}} more',
  'calendar.more_other': 'and {{count}} more',
};
