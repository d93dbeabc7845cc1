import { useState } from "react";
import { SettingsGroup } from "./settings-group.js";
import { applyTheme, readTheme, type Theme } from "../app/theme.js";

const THEMES: readonly (readonly [Theme, string])[] = [
  ["system", "As the system"],
  ["light", "Light"],
  ["dark", "Dark"],
];

export function AppearanceSettings() {
  const [theme, setTheme] = useState(readTheme);
  return (
    <SettingsGroup title="Colours" about="On this device only.">
      <fieldset>
        <legend className="visually-hidden">Colours</legend>
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
