export const proofFi = {
  'proof.what':
    'Rivi todistaa, mitä Kierron tapahtumalokissa oli, kun rivi tulostettiin. Jos jotakin siihen mennessä kirjattua muutetaan, poistetaan tai lisätään väliin, loki ei enää täsmää riviin. Rivissä ei ole kenenkään tietoja.',
} as const;
