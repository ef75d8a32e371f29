/** What the reports for printing say. */
export const reportsEn = {
  'reports.yearly.title': 'Co-development in {{year}}',
  'reports.initiatives.title': 'Initiatives and measures in {{year}}',
  'reports.pdf': 'The same as PDF',
  'reports.back': 'Pages about influence',
  'reports.contents': 'Contents',
  'reports.page': 'Page {{page}} of {{pages}}',
  'reports.scroll': 'The table can be scrolled sideways',
  'reports.making.title': 'The report is being put together',
  'reports.making.what':
    'The figures are counted from the log, which takes a while yet. The page asks again by itself.',
  'reports.making.done': 'Proposals gone through: {{done}} of {{of}}.',
  'reports.making.again': 'Ask again now',
  'reports.facts.year': 'Year',
  'reports.facts.unit': 'Unit',
  'reports.facts.everyUnit': 'all units',
  'reports.facts.ownUnits': 'the units that whoever asked for the report may see: {{units}}',
  'reports.facts.unitBelow': '{{unit}} and all units below it',
  'reports.facts.on': 'As it was on',
  'reports.facts.known': 'As it was known',
  'reports.facts.knownAt': 'at place {{at}} in the log',
  'reports.facts.knownOn': 'at the end of {{day}} (place {{at}} in the log)',
  'reports.which.heading': 'Which proposals the figures are of',
  'reports.which.cohort':
    'The proposals of {{year}} are those that were certainly submitted in {{year}}: {{number}}. The figures say what had become of them by {{on}}.',
  'reports.which.happened':
    'What happened in the year is another thing: it says what came in {{year}} to all proposals, whenever they were submitted.',
  'reports.which.undated':
    'There are {{number}} proposals whose year is not recorded so exactly that it could be said. Of these {{perhaps}} may have been submitted in {{year}}. Their figures stand apart.',
  'reports.short.heading': 'In short: what became of the proposals of {{year}}',
  'reports.short.none': 'No proposal is recorded as certainly submitted in {{year}}.',
  'reports.short.count_one': '{{number}} proposal was submitted in {{year}}.',
  'reports.short.count_other': '{{number}} proposals were submitted in {{year}}.',
  'reports.short.answered':
    'Management has answered {{yes}} of {{of}}, which is {{share}} (95 % interval {{interval}}).',
  'reports.short.accepted':
    'Accepted wholly, partly or on trial: {{yes}} of {{of}}, which is {{share}} (95 % interval {{interval}}).',
  'reports.short.ledToChange':
    'Management says that something changed: {{yes}} of {{of}}, which is {{share}} (95 % interval {{interval}}).',
  'reports.short.told':
    'The answer was told to the group: {{yes}} of {{of}}, which is {{share}} (95 % interval {{interval}}).',
  'reports.short.confirmed':
    'Somebody has confirmed that the answer was told: {{yes}} of {{of}}, which is {{share}} (95 % interval {{interval}}).',
  'reports.short.loopClosed':
    'The loop is closed to its end: {{yes}} of {{of}}, which is {{share}} (95 % interval {{interval}}).',
  'reports.short.promiseKept':
    'Of the days that management had promised {{yes}} of {{of}} were kept, which is {{share}} (95 % interval {{interval}}).',
  'reports.short.silent': 'The promised day had passed without what was awaited: {{number}} proposals.',
  'reports.short.noShare': '{{measure}}: no share can be counted, because not enough is known of any proposal.',
  'reports.short.noAnswerRecorded_one':
    'For {{number}} proposal no answer was recorded, because its source does not record answers. That does not mean that none was given.',
  'reports.short.noAnswerRecorded_other':
    'For {{number}} proposals no answer was recorded, because their sources do not record answers. That does not mean that none was given.',
  'reports.short.notKnown_one':
    'Of {{number}} proposal this is not known, because its source does not record it. That does not mean that it did not happen.',
  'reports.short.notKnown_other':
    'Of {{number}} proposals this is not known, because their sources do not record it. That does not mean that it did not happen.',
  'reports.short.recorded_one':
    'Of {{number}} proposal this is recorded, but its source does not record all such, so that no share can be made of it.',
  'reports.short.recorded_other':
    'Of {{number}} proposals this is recorded, but their sources do not record all such, so that no share can be made of them.',
  'reports.short.withdrawn_one': '{{number}} proposal was withdrawn before it came to that, and is not in the share.',
  'reports.short.withdrawn_other':
    '{{number}} proposals were withdrawn before it came to that, and are not in the share.',
  'reports.short.median':
    'Half had an answer within {{days}} days (95 % interval {{interval}} days). {{open}} were still waiting for one.',
  'reports.short.noMedian':
    'Half had not had an answer yet, so that no usual time can be said. {{open}} were still waiting for one.',
  'reports.short.noTime':
    'How long an answer takes cannot be said: of no proposal both the day it was submitted and whether it was answered are known.',
  'reports.short.owed.management': 'Still awaited from management: {{list}}.',
  'reports.short.owed.group': 'Still awaited from the group’s side: {{list}}.',
  'reports.short.owed.nothing': 'Nothing is known to have still been awaited for these proposals.',
  'reports.undated.heading': 'Proposals whose year cannot be said',
  'reports.undated.what':
    'These proposals are recorded as submitted at some time between two days, or without any day. They are not among the proposals of {{year}}, although some of them may have been submitted then.',
  'reports.unknown.heading': 'What is not known',
  'reports.unknown.what':
    'A source is a document from which the facts were brought in. Of what it does not record nobody can say whether it happened. It is in no share, and nothing of it is ever shown as late.',
  'reports.unknown.nothing':
    'All proposals of this report were recorded here as things happened. No step is missing because of a source.',
  'reports.unknown.count_one': 'From the source {{source}}: {{number}} proposal.',
  'reports.unknown.count_other': 'From the source {{source}}: {{number}} proposals.',
  'reports.unknown.noAnswers': 'No answer of management was recorded in it. That does not mean that none was given.',
  'reports.unknown.none': 'It does not record at all: {{steps}}.',
  'reports.unknown.partial': 'It records some, not all: {{steps}}.',
  'reports.step.groups': 'groups',
  'reports.step.meetings': 'meetings',
  'reports.step.activities': 'activities',
  'reports.step.commissions': 'commissions',
  'reports.step.proposals': 'proposals',
  'reports.step.receipts': 'receipts',
  'reports.step.decisions': 'answers of management',
  'reports.step.reasons': 'reasons',
  'reports.step.told': 'answers being told to the group',
  'reports.step.confirmed': 'confirmations of that',
  'reports.step.trials': 'trials',
  'reports.step.followUps': 'follow-up: what changed',
  'reports.step.responses': 'what the group thought of answers',
  'reports.step.closings': 'closings',
  'reports.initiatives.lead':
    'Initiatives of the wellbeing services county’s residents and service users that arrived at the registry in {{year}}, and what was done because of them. For the council.',
  'reports.initiatives.asOf':
    'As it was on {{on}}, of the initiatives of units that whoever asked for the report may see.',
  'reports.initiatives.none': 'In {{year}} no initiative arrived that whoever asked for the report may see.',
  'reports.initiatives.short': 'In short',
  'reports.initiatives.count': 'Arrived',
  'reports.initiatives.named': 'Handler named',
  'reports.initiatives.namedInTime':
    'Handler named within the time that the organisation has set itself ({{days}} days)',
  'reports.initiatives.answered': 'Answered',
  'reports.initiatives.heard': 'Initiator heard',
  'reports.initiatives.followedUp': 'Followed up to the end: did it change',
  'reports.initiatives.open':
    'An open initiative counts as not yet. An answer that is to be told to the group first does not show here yet.',
  'reports.initiatives.each': 'Initiatives in the order in which they arrived',
  'reports.initiatives.noTitle': 'Initiative {{number}}',
  'reports.initiatives.registry': 'Registry number',
  'reports.initiatives.arrived': 'Arrived',
  'reports.initiatives.unit': 'Unit',
  'reports.initiatives.group': 'Group',
  'reports.initiatives.handler': 'Handler named',
  'reports.initiatives.handlerOn': '{{day}} (aim {{by}})',
  'reports.initiatives.handlerNot': 'not yet (aim {{by}})',
  'reports.initiatives.answer': 'Answer',
  'reports.initiatives.answerOn': '{{answer}}, {{day}}',
  'reports.initiatives.answerDayless': 'no day recorded',
  'reports.initiatives.notYet': 'not yet',
  'reports.initiatives.whatWillBeDone': 'What will be done',
  'reports.initiatives.changed': 'Did it change',
  'reports.initiatives.whatChanged': 'What changed',
  'reports.initiatives.measures': 'Measures',
  'reports.initiatives.measureOn': '{{measure}}, {{day}}',
  'reports.initiatives.removed': 'the text was removed',
  'reports.initiatives.withheld': 'the text is not shown to whoever asked for the report',
  'reports.initiatives.untold': 'told to the group first',
  'reports.initiatives.unavailable': 'the text cannot be read right now',
} as const;
