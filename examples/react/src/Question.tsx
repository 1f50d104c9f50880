import { useState } from 'react';

type Props = {
  title: string;
  button: string;
  ask: () => Promise<unknown>;
};

/** A button, and the answer that it brings. */
export const Question = ({ title, button, ask }: Props) => {
  const [answer, setAnswer] = useState<unknown>();
  const [failure, setFailure] = useState<string>();

  const onClick = async () => {
    setFailure(undefined);
    try {
      setAnswer(await ask());
    } catch (error) {
      setFailure(String(error));
    }
  };

  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <button onClick={onClick}>{button}</button>
      {failure && <p role="alert">{failure}</p>}
      {answer !== undefined && <pre>{JSON.stringify(answer, null, 2)}</pre>}
    </section>
  );
};
