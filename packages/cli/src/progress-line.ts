import type { CommandContext } from './command-context.ts';

/** A line at the foot of a terminal that says how far a command is. Nothing where nobody watches. */
export function createProgressLine({ note, isTerminal }: Pick<CommandContext, 'note' | 'isTerminal'>) {
  let isShown = false;
  return {
    show(text: string): void {
      if (!isTerminal) return;
      isShown = true;
      note(`\r\u001B[K${text}`);
    },
    end(): void {
      if (isShown) note('\r\u001B[K');
      isShown = false;
    },
  };
}
