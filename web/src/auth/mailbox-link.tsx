import { useEffect, useState } from "react";
import { Icon } from "../ui/icon.js";
import { authTexts } from "../texts/auth.js";

const MAILBOX = "/dev/mail";

/** A server without a mail service shows its mail on a page of its own; others have no such page. */
export function MailboxLink() {
  const [exists, setExists] = useState(false);
  useEffect(() => {
    const controller = new AbortController();
    fetch(MAILBOX, { signal: controller.signal })
      .then((response) => setExists(response.ok))
      .catch(() => undefined);
    return () => controller.abort();
  }, []);
  if (!exists) return null;
  return (
    <a className="notice" href={MAILBOX} target="_blank" rel="noreferrer">
      <Icon name="mail" size={18} />
      {authTexts.thisServerSendsNoMailIt}
    </a>
  );
}
