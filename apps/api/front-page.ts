import type { Route } from './route.ts';

/** Leads people who open the address in a browser to what there is until there are pages. */
export const frontPage: Route = {
  method: 'GET',
  path: '/',
  name: 'FrontPage',
  run: ({ house }, _request, reply) => {
    reply.type('text/html; charset=utf-8').headers({
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
    });
    return pageUnder(house.settings.basePath);
  },
};

const links = [
  ['/api/docs', 'Rajapinnan kuvaus', 'Beskrivning av gränssnittet', 'The API, to browse'],
  ['/api/openapi.json', 'Sama koneille (OpenAPI)', 'Samma för maskiner (OpenAPI)', 'The same for machines (OpenAPI)'],
  ['/api/groups', 'Yhteiskehittäjäryhmät', 'Samutvecklingsgrupper', 'Co-development groups'],
  ['/api/proposals', 'Ehdotukset', 'Förslag', 'Proposals'],
  ['/api/owed', 'Kenen vuoro on', 'Vem står i tur', 'Whose turn it is'],
  ['/api/changes', 'Mitä on muuttunut', 'Vad som har ändrats', 'What has come of it'],
  ['/health/ready', 'Palvelimen tila', 'Serverns tillstånd', 'How the server is'],
] as const;

const languages = [
  {
    lang: 'fi',
    heading: 'Suomeksi',
    label: 1,
    what: 'Kierto pitää muistissa yhteiskehittäjäryhmien kehittämisen kierron: mitä pyydettiin, mitä ehdotettiin, mitä vastattiin ja miksi, mikä muuttui.',
    not: 'Täällä annetut vastaukset eivät ole hallintopäätöksiä.',
  },
  {
    lang: 'sv',
    heading: 'På svenska',
    label: 2,
    what: 'Kierto minns samutvecklingsgruppernas utvecklingscykel: vad som begärdes, vad som föreslogs, vad ledningen svarade och varför, vad som ändrades.',
    not: 'Svar som ges här är inte förvaltningsbeslut.',
  },
  {
    lang: 'en',
    heading: 'In English',
    label: 3,
    what: 'Kierto keeps the development loop of co-development groups: what was asked, what was proposed, what was answered and why, what changed.',
    not: 'Answers given here are not administrative decisions.',
  },
] as const;

const pageUnder = (base: string): string => `<!doctype html>
<html lang="fi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kierto</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#222}a{color:#1b4fa0}h2{margin-top:2.5rem;padding-top:1rem;border-top:1px solid #bbb;font-size:1.25rem}li{padding:.2rem 0}</style>
</head>
<body>
<main>
<h1>Kierto</h1>
${languages
  .map(
    ({ lang, heading, label, what, not }) => `<section lang="${lang}">
<h2>${heading}</h2>
<p>${what}</p>
<p><strong>${not}</strong></p>
<ul>
${links.map((link) => `<li><a href="${base}${link[0]}">${link[label]}</a></li>`).join('\n')}
</ul>
</section>`,
  )
  .join('\n')}
</main>
</body>
</html>
`;
