/** What a ZIP archive says of one file in it. Nothing here is ever unpacked. */
export interface ZipEntry {
  readonly name: string;
  readonly packed: number;
  readonly unpacked: number;
  /** Where it begins in the archive. */
  readonly at: number;
}

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const endBytes = 22;
const entryBytes = 46;
/** An archive may end with a remark of so many bytes. */
const longestRemark = 65_535;

/** The directory of an archive, or undefined where it has none that can be read: it is damaged, split, encrypted or in the form for huge ones. */
export function zipDirectory(bytes: Buffer): readonly ZipEntry[] | undefined {
  const end = endOf(bytes);
  if (end === undefined) return undefined;
  const [count, from] = [bytes.readUInt16LE(end + 10), bytes.readUInt32LE(end + 16)];
  const entries: ZipEntry[] = [];
  let at = from;
  for (let index = 0; index < count; index++) {
    if (at + entryBytes > end || bytes.readUInt32LE(at) !== entryMark) return undefined;
    const isEncrypted = (bytes.readUInt16LE(at + 8) & 1) === 1;
    const [name, extra, remark] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    if (isEncrypted) return undefined;
    entries.push({
      name: bytes.toString('utf8', at + entryBytes, at + entryBytes + name),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    });
    at += entryBytes + name + extra + remark;
  }
  return entries;
}

function endOf(bytes: Buffer): number | undefined {
  const earliest = Math.max(0, bytes.length - endBytes - longestRemark);
  for (let at = bytes.length - endBytes; at >= earliest; at--)
    if (bytes.readUInt32LE(at) === endMark)
      return at + endBytes + bytes.readUInt16LE(at + 20) === bytes.length ? at : undefined;
  return undefined;
}
