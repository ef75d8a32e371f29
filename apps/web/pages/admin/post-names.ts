import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { plainOf } from '../../parts/words.tsx';

/** What a post is called, and of which unit. */
export function usePostNames(): (code: string) => string {
  const { lang } = useSpeech();
  const organisation = useAsk('/api/organisation');
  const units = useAsk('/api/units');
  return (code) => {
    const post = organisation.data?.posts.find((one) => one.code === code);
    const unit = units.data?.items.find(({ id }) => id === post?.unit);
    const name = plainOf(post?.label, lang, code);
    return unit ? `${name}, ${plainOf(unit.name, lang, unit.id)}` : name;
  };
}
