export const proofFi = {
  'proof.what':
    'Rivi todistaa, mitä Kierron tapahtumalokissa oli, kun rivi tulostettiin. Jos siihen mennessä kirjattua muutetaan tai poistetaan tai sen väliin lisätään jotakin, loki ei enää täsmää riviin. Rivissä ei ole kenenkään tietoja.',
} as const;
