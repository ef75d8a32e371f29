import type { publicFi } from './public.fi.ts';
import type { Translated } from './sentence.ts';

export const publicEn: Translated<typeof publicFi> = {
  'pages.changes': 'What has come of it',
  'pages.about': 'About Kierto',
  'pages.accessibility': 'Accessibility statement',

  'pages.broken.heading': 'The address could not be read',
  'pages.broken.what': 'A part of the address is missing, or it is out of date.',
  'pages.toFront': 'Go to the front page',

  'changes.heading': 'What has come of it',
  'changes.lead':
    'Clients and staff develop the services together. This is what has come of it: only what both the group and management have decided to publish.',
  'changes.filter': 'Narrow down',
  'changes.unit': 'Unit',
  'changes.group': 'Group',
  'changes.all': 'All',
  'changes.show': 'Show',
  'changes.changed.yes': 'This changed',
  'changes.changed.partly': 'This changed in part',
  'changes.trialAdopted': 'A trial became practice',
  'changes.ledTo.activity': 'A new activity came of it',
  'changes.ledTo.service': 'A service came of it',
  'changes.ledTo.product': 'Something came of it that others can use as well',
  'changes.ledTo.group': 'A new group came of it',
  'changes.ledTo.path': 'A new path opened',
  'changes.ledTo.wayOfWorking': 'A new way of working came of it',
  'changes.proposal': 'The group proposed',
  'changes.evidence': 'How one can see it',
  'changes.learnt': 'What was learnt',
  'changes.again': 'The group has taken the matter up again since.',
  'changes.someGroup': 'A co-development group',
  'changes.noDay': 'when was not recorded',
  'changes.removed': 'The text has been removed.',
  'changes.unavailable': 'The text cannot be shown just now.',
  'changes.otherVersions': 'Also: {{languages}}',
  'changes.by.translator': 'translation',
  'changes.by.machine': 'machine translation',
  'changes.by.group': 'the group’s own version',
  'changes.by.cleaned': 'cleaned',
  'changes.by.original': 'original',
  'changes.more': 'Show older ones',
  'changes.first': 'Back to the latest',
  'changes.none.heading': 'There is nothing here yet',
  'changes.none.what':
    'A change comes here when both the group and management have decided to publish it. Nothing has been published yet.',
  'changes.noneHere': 'Nothing has been published of this.',
  'changes.showAll': 'Show all',
  'changes.feed': 'Subscribe to the feed (Atom)',
  'changes.embed.heading': 'Show this on your own site',
  'changes.embed.what': 'Copy the line to a page of your site. It uses no cookies and needs no scripts.',
  'changes.embed.open': 'Open in Kierto',
  'changes.feedEntry': '{{kind}}: {{group}}',

  'about.heading': 'What Kierto is',
  'about.lead':
    'In a co-development group the clients and the staff of a service develop the services together. Kierto remembers what the group was asked, what it proposed, what management answered and why, what changed – or why it did not – and whether the answer was told to the group.',
  'about.member.heading': 'For group members',
  'about.member.what':
    'You see what has become of each proposal of the group. You need no account: from the coordinator you get the group’s own link, which works on an old phone too. You can say that you have heard the answer, or that nothing has changed. The group is always told an answer first, and others only then.',
  'about.manager.heading': 'For management',
  'about.manager.what':
    'You see whose turn it is, by which day and why that day, and what your predecessor promised. For an answer an outcome and a reason in your own words are enough. The reason is always needed, also when the answer is yes.',
  'about.researcher.heading': 'For researchers',
  'about.researcher.what':
    'Each step is kept with its days: when something happened and when it was written down. What a source does not tell is marked as not known and is not counted as late. Small numbers of people are not shown. A researcher sees the facts without the texts, unless reading them was granted separately.',
  'about.noDecision.heading': 'The answers are not administrative decisions',
  'about.noDecision.what':
    'The group gets an answer about how the service is developed. It does not concern anybody’s own matter, and one cannot appeal against it.',
  'about.noDecision.instead':
    'If you want a decision in your own matter, apply to the service that it concerns, or ask for a decision in writing. The decision says how to appeal. If you are not satisfied with a service that you were given, you can make an objection; the social services ombudsperson helps with that free of charge.',
  'about.kept.heading': 'What is kept and what is not',
  'about.kept.yes':
    'Kierto holds what the group said, proposed and tried together, what management answered, what changed, when the group met and how many people were there.',
  'about.kept.no':
    'Kierto does not hold anybody’s client records, personal identity codes, health, need for support, or why somebody left the group. Nobody’s own path of rehabilitation has a place here, deliberately.',
  'about.kept.forget':
    'Names and contact details are kept apart from everything else. A name, a photo or a quotation is published only with the consent of whom it concerns, and the consent can be withdrawn. What was written can be removed for good: what remains is that something was removed, and why.',
  'about.ask.heading': 'Whom one can ask',
  'about.ask.coordinator':
    'The group’s own coordinator looks after what concerns the group, and can be asked anything.',
  'about.ask.contact': 'Whoever runs the service:',
  'about.ask.noContact': 'Whoever runs this service has not given an address yet.',
  'about.source.heading': 'Source code',
  'about.source.what':
    'Kierto is open source under the licence EUPL-1.2. Whoever runs the service hands out the source code.',
  'about.source.api': 'Description of the API',

  'accessibility.heading': 'Accessibility statement',
  'accessibility.lead':
    'This accessibility statement is about the service Kierto at {{address}}. It was written and updated on {{day}}. The Finnish Act on the Provision of Digital Services (306/2019) applies to the service.',
  'accessibility.status.heading': 'How accessible the service is',
  'accessibility.status.what':
    'The service meets in part the accessibility criteria that the law requires (WCAG 2.1, levels A and AA). It also aims at level AA of WCAG 2.2. What is missing stands below.',
  'accessibility.gaps.heading': 'What is not accessible yet',
  'accessibility.gaps.files':
    'Files that people add. A text alternative is asked for a picture, but nobody checks the accessibility of attached documents such as PDF files. (WCAG 1.1.1, 1.3.1, 1.3.2 and 2.4.2.) The content can be had in another form on request.',
  'accessibility.gaps.languages':
    'What people wrote is in the language in which they wrote it. The language is marked, but where the writer chose a wrong one, a screen reader pronounces the text wrongly. (WCAG 3.1.2.) Not every text has a version in plain language.',
  'accessibility.gaps.api':
    'The description of the API for programmers (/api/docs) is a program made by others that has not been assessed. The same can be read as text at /api/openapi.json.',
  'accessibility.gaps.tested':
    'The service has not yet been tested with screen readers, or together with people with disabilities. There may be shortcomings that we do not know of.',
  'accessibility.how.heading': 'How it was assessed',
  'accessibility.how.what':
    'The assessment is that of the makers themselves. The pages were checked with the program axe and tried with the keyboard alone, on a screen 320 pixels wide and with enlarged text, in light and dark. The check is repeated whenever the service changes.',
  'accessibility.feedback.heading': 'Have you noticed a shortcoming? Tell us',
  'accessibility.feedback.contact': 'Send feedback to this address. We answer within 14 days:',
  'accessibility.feedback.noContact':
    'Whoever runs the service has not given an address for feedback yet. Tell the coordinator of your group.',
  'accessibility.authority.heading': 'Supervision of the accessibility requirements',
  'accessibility.authority.what':
    'If you notice accessibility problems, give feedback to us first. If you are not satisfied with the answer or get none within two weeks, you can make a complaint or ask for a clarification at the Finnish Transport and Communications Agency Traficom. The site saavutettavuusvaatimukset.fi says how.',
  'accessibility.authority.contact': 'How to reach the supervising authority',
  'accessibility.authority.name': 'Finnish Transport and Communications Agency Traficom',
  'accessibility.authority.unit': 'Unit for supervision of digital accessibility',
  'accessibility.authority.phone': 'switchboard +358 29 534 5000',
};
