/** Making words public, which needs both sides. */
export const publishFi = {
  'publish.heading': 'Julkaiseminen',
  'publish.what':
    'Mitään ei näytetä kaikille, ellei sekä ryhmä että johto ole siihen suostunut. Suostumuksen voi perua. Nimet, äänet ja kuvat tarvitsevat lisäksi ihmisen oman suostumuksen.',
  'publish.see': 'Katso, mitä kaikki näkevät',
  'publish.which': 'Mitkä tekstit',
  'publish.waiting': 'Odottaa toisen suostumusta',
  'publish.public': 'Julkaistu',
  'publish.noneWaiting': 'Mikään ei odota suostumusta. Tekstin voi ehdottaa julkaistavaksi ehdotuksen omalla sivulla.',
  'publish.nonePublic': 'Mitään ei ole vielä julkaistu.',
  'publish.agreed.group': 'ryhmä on suostunut',
  'publish.agreed.management': 'johto on suostunut',
  'publish.waits.group': 'odottaa ryhmää',
  'publish.waits.management': 'odottaa johtoa',
  'publish.agree': 'Suostu julkaisemiseen',
  'publish.takeBack': 'Peru suostumus',
} as const;
