const signature = [0x50, 0x4b, 0x03, 0x04];

/**
 * Counts the files of a Zip while it comes: give it each piece, it answers how many have begun so far. It looks for the
 * signature before a file, so that a file that holds these four bytes would count twice: good enough to show progress.
 */
export function countFilesInZip(): (piece: Uint8Array) => number {
  let count = 0;
  let matched = 0;
  return (piece) => {
    for (const byte of piece) {
      if (byte === signature[matched]) matched += 1;
      else matched = byte === signature[0] ? 1 : 0;
      if (matched < signature.length) continue;
      count += 1;
      matched = 0;
    }
    return count;
  };
}
