import { useApp, useLanguage } from '../use-app.ts';
import { Box } from './box.tsx';

export function ShortcutsDialog() {
  const { preferences } = useApp();
  const { t } = useLanguage();
  const keys: readonly (readonly [string, string])[] = [
    ['← ↑ ↓ →', t.keys.arrows],
    ['Enter', t.keys.enter],
    ['Space', t.keys.space],
    ['Shift ← →', t.keys.shift],
    ['Ctrl A', t.keys.selectAll],
    ['Del', t.keys.del],
    ['U', t.keys.upload],
    ['G', t.keys.goTo],
    ['/', t.keys.search],
    ['Z', t.keys.undo],
    ['?', t.keys.help],
    ['Esc', t.keys.escape],
  ];
  return (
    <Box title={t.shortcuts}>
      <dl class="keys">
        {keys.map(([key, text]) => (
          <>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{text}</dd>
          </>
        ))}
      </dl>
      <label class="choice">
        <input
          type="checkbox"
          checked={preferences.singleKeys.value}
          onChange={({ currentTarget }) => {
            preferences.singleKeys.value = currentTarget.checked;
          }}
        />
        {t.useSingleKeys}
      </label>
    </Box>
  );
}
