import { useId, type ReactNode } from "react";

interface SettingsGroupProps {
  readonly title: string;
  readonly about?: ReactNode;
  readonly children: ReactNode;
  /** A form of its own, where it is saved by a button. */
  readonly onSubmit?: (submitter: HTMLElement | null) => void;
}

/** What it is about on the left, what is set on the right; on narrow screens the one above the other. */
export function SettingsGroup({ title, about, children, onSubmit }: SettingsGroupProps) {
  const id = useId();
  const content = (
    <>
      <header className="settings-about">
        <h2 id={id}>{title}</h2>
        {about && <p className="small muted">{about}</p>}
      </header>
      <div className="panel stack">{children}</div>
    </>
  );
  if (!onSubmit) {
    return (
      <section className="settings-group" aria-labelledby={id}>
        {content}
      </section>
    );
  }
  return (
    <form
      className="settings-group"
      aria-labelledby={id}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(event.nativeEvent.submitter);
      }}
    >
      {content}
    </form>
  );
}
