import { organisation } from '#domain';
import { bodyOf } from '../body.ts';
import { ORGANISATION } from '../modules.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class NameThemeBody extends bodyOf('NameThemeBody', organisation.events.ThemeNamed) {}

export const NameTheme = useCase(
  {
    name: 'NameTheme',
    noun: 'organisation',
    verb: 'name-theme',
    summary: 'Names a theme, or gives a known one a further label.',
    records: 'ThemeNamed',
    body: NameThemeBody,
  },
  (context, { body, envelope }) =>
    record(context, organisation, ORGANISATION, envelope, body, (act, { state }) =>
      organisation.nameTheme(body, state, act),
    ),
);
