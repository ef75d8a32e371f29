import type { calendarFi } from './calendar.fi.ts';
import type { Translated } from './sentence.ts';

export const calendarEn: Translated<typeof calendarFi> = {
  'calendar.name.post': 'Kierto: due dates of the post {{of}}',
  'calendar.name.unit': 'Kierto: due dates of the unit {{of}}',
  'calendar.name.group': 'Kierto: due dates of the group {{of}}',
  'calendar.name.account': 'Kierto: due dates of my posts',
  'calendar.due': 'Due: {{what}}',
  'calendar.overdue': 'Late: {{what}}',
  'calendar.turn': 'Whose turn: {{whose}}',
  'calendar.more_one': 'and {{count}} more',
  'calendar.more_other': 'and {{count}} more',
};
