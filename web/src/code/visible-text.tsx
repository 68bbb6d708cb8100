import { codePoint, describeCharacter, splitAtInvisible } from './invisible-characters.ts';
import classes from './visible-text.module.css';

/** Text with the characters that can't be seen drawn as their code points; copied, it is the text. */
export function VisibleText({ text }: { text: string }) {
  return splitAtInvisible(text).map((part, place) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
    part.isInvisible ? <Mark key={place} character={part.text} /> : part.text,
  );
}

function Mark({ character }: { character: string }) {
  return (
    <span className={classes.mark} data-code-point={codePoint(character)} title={describeCharacter(character)}>
      {character}
    </span>
  );
}
