import { toConfabError, type ConfabError } from "@confab/client";
import { useRef, useState } from "react";
import { upload } from "../api/upload.js";
import { useApiMutation } from "../api/use-api-mutation.js";
import { UpdateProfileDocument } from "../gql/graphql.js";
import { useMe } from "../state/chat-context.js";
import { Button, IconButton } from "../ui/button.js";
import { coverSource } from "../ui/covers.js";
import { ErrorNotice } from "../ui/notice.js";
import { SettingsGroup } from "./settings-group.js";
import { settingsTexts } from "../texts/settings.js";

const MAX_COVERS = 3;

/** Saved as soon as they are chosen or removed, like the picture above them. */
export function CoverSettings() {
  const { covers } = useMe().user;
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<ConfabError | null>(null);
  const { run, busy, error } = useApiMutation(UpdateProfileDocument);
  const ids = covers.map(({ id }) => id);
  const add = async (file: File): Promise<void> => {
    setSending(true);
    setFailure(null);
    try {
      const { id } = await upload({ file, purpose: "COVER" });
      await run({ input: { coverIds: [...ids, id] } });
    } catch (thrown) {
      setFailure(toConfabError(thrown));
    } finally {
      setSending(false);
    }
  };
  const remove = (id: string): void =>
    void run({ input: { coverIds: ids.filter((other) => other !== id) } });
  return (
    <SettingsGroup
      title={settingsTexts.coverPictures}
      about={settingsTexts.othersSeeThemInYourProfile}
    >
      <ul className="cover-choice" aria-label={settingsTexts.yourCoverPictures}>
        {covers.map((cover, index) => (
          <li key={cover.id}>
            <img src={coverSource(cover)} alt={settingsTexts.coverPicture(index + 1)} />
            <IconButton
              icon="trash"
              small
              label={settingsTexts.removeCoverPicture(index + 1)}
              disabled={busy}
              onClick={() => remove(cover.id)}
            />
          </li>
        ))}
      </ul>
      <input
        ref={input}
        type="file"
        hidden
        accept="image/*"
        aria-label={settingsTexts.chooseACoverPicture}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file can be chosen again after it has been removed.
          event.target.value = "";
          if (file) void add(file);
        }}
      />
      <div className="row">
        <Button
          busy={sending}
          disabled={busy || covers.length >= MAX_COVERS}
          onClick={() => input.current?.click()}
        >
          {settingsTexts.addACoverPicture}
        </Button>
        <span className="small muted">{settingsTexts.of(covers.length, MAX_COVERS)}</span>
      </div>
      <ErrorNotice error={failure ?? error} />
    </SettingsGroup>
  );
}
