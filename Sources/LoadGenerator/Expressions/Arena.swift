import Curl
import Glibc

/// Memory for texts made while a step is evaluated: given out in order, taken back all at once. Blocks stay, so a
/// shard that has seen its largest step allocates no more.
struct Arena: ~Copyable {
    private var blocks: [UnsafeMutableRawBufferPointer] = []
    private var block = 0
    private var used = 0

    init() {
        blocks = [.allocate(byteCount: 16 << 10, alignment: 16)]
    }

    deinit { for block in blocks { block.deallocate() } }

    /// Takes all memory back; nothing that was given out may be used any more.
    mutating func reset() {
        block = 0
        used = 0
    }

    /// Memory for `count` bytes.
    mutating func allocate(_ count: Int) -> UnsafeMutableRawBufferPointer {
        while block < blocks.count {
            if used + count <= blocks[block].count {
                let slice = UnsafeMutableRawBufferPointer(rebasing: blocks[block][used..<used + count])
                used += count
                return slice
            }
            block += 1
            used = 0
        }
        let fresh = UnsafeMutableRawBufferPointer.allocate(byteCount: max(64 << 10, count), alignment: 16)
        blocks.append(fresh)
        used = count
        return UnsafeMutableRawBufferPointer(rebasing: fresh[0..<count])
    }

    /// A copy of these bytes.
    mutating func copy(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard !bytes.isEmpty else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        let memory = allocate(bytes.count)
        memory.copyMemory(from: bytes)
        return UnsafeRawBufferPointer(memory)
    }
}
