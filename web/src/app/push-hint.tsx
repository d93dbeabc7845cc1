import "../design/push.css";
import { Observable, useObservable } from "../state/observable.js";
import { appTexts } from "../texts/app.js";
import { Button } from "../ui/button.js";
import { showToast } from "../ui/toasts.js";
import { notificationsOn, setNotifications } from "./notifications.js";
import { pushKey } from "./push.js";

const KEY = "confab:push-hint";
const shown = new Observable(false);

/** Once a device, when somebody has just written and may wonder how they learn of the answer. */
export async function offerPush(): Promise<void> {
  if (window.localStorage.getItem(KEY) || notificationsOn()) return;
  if (!("Notification" in window) || Notification.permission !== "default") return;
  if (!(await pushKey().catch(() => null))) return;
  window.localStorage.setItem(KEY, "seen");
  shown.set(true);
}

export function PushHint() {
  const open = useObservable(shown, (value) => value);
  if (!open) return null;
  const turnOn = async (): Promise<void> => {
    shown.set(false);
    if (await setNotifications(true)) showToast(appTexts.youWillBeToldWhenSomebody);
  };
  return (
    <section className="push-hint panel" aria-label={appTexts.pushHintTitle}>
      <p>{appTexts.beToldOfAnswersAlsoWhile}</p>
      <div className="row">
        <Button small onClick={() => void turnOn()}>
          {appTexts.turnOnNotifications}
        </Button>
        <Button kind="quiet" small onClick={() => shown.set(false)}>
          {appTexts.noNotificationsNow}
        </Button>
      </div>
    </section>
  );
}
