import type { CommandContext } from './command-context.ts';

const barWidth = 30;

/** A line at the foot of a terminal that says how far a command is, with a bar if a share is known. Silent elsewhere. */
export function createProgressLine({ note, isTerminal }: Pick<CommandContext, 'note' | 'isTerminal'>) {
  let isShown = false;
  return {
    show(text: string, share?: number): void {
      if (!isTerminal) return;
      isShown = true;
      note(`\r\u001B[K${share === undefined ? '' : `${bar(share)} `}${text}`);
    },
    end(): void {
      if (isShown) note('\r\u001B[K');
      isShown = false;
    },
  };
}

/** From 0 to 1. */
function bar(share: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * barWidth);
  return `[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ${Math.floor(Math.min(1, share) * 100)} %`;
}
