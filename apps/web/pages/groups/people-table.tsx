import type { AnswerOf } from '../../api.ts';
import { useSpeech } from '../../language.tsx';

type People = AnswerOf<'/api/groups/{id}'>['members'];

/** People by role. Small numbers are kept from whoever does not belong to the group's circle, and that is said. */
export function PeopleTable({ people }: { readonly people: People }) {
  const { say, code, number } = useSpeech();
  if ('withheld' in people) return <p className="gone">{say('group.people.withheld')}</p>;
  const roles = Object.entries(people.byRole);
  if (roles.length === 0) return <p className="gone">{say('group.people.none')}</p>;
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{say('group.role')}</th>
            <th scope="col" className="number">
              {say('group.howMany')}
            </th>
          </tr>
        </thead>
        <tbody>
          {roles.map(([role, count]) => (
            <tr key={role}>
              <td>{code('role', role)}</td>
              <td className="number">{count === 'withheld' ? say('group.few') : number(count)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{say('group.together')}</th>
            <td className="number">{number(people.total)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
