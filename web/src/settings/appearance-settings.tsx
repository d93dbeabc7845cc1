import { useState } from "react";
import { SettingsGroup } from "./settings-group.js";
import { applyTheme, readTheme, type Theme } from "../app/theme.js";
import { settingsTexts } from "../texts/settings.js";

const THEMES: readonly (readonly [Theme, string])[] = [
  ["system", settingsTexts.asTheSystem],
  ["light", settingsTexts.light],
  ["dark", settingsTexts.dark],
];

export function AppearanceSettings() {
  const [theme, setTheme] = useState(readTheme);
  return (
    <SettingsGroup title={settingsTexts.colours} about={settingsTexts.onThisDeviceOnly}>
      <fieldset>
        <legend className="visually-hidden">{settingsTexts.colours}</legend>
        <div className="themes">
          {THEMES.map(([value, label]) => (
            <label key={value} className="theme" data-preview={value}>
              <span className="theme-sample" aria-hidden="true">
                <span />
                <span />
              </span>
              <span className="row">
                <input
                  type="radio"
                  name="theme"
                  checked={theme === value}
                  onChange={() => {
                    setTheme(value);
                    applyTheme(value);
                  }}
                />
                {label}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
    </SettingsGroup>
  );
}
