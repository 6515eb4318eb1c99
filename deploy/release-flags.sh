# How swift builds the programs that leave this checkout; to be sourced by bash: adds to the array `flags`.
# Addresses that are fixed before the program runs are read-only by then; buffers on C's stacks are guarded.
flags+=(-c release --static-swift-stdlib -Xlinker -z -Xlinker relro -Xlinker -z -Xlinker now -Xcc -fstack-protector-strong)
# Packed relative relocations, for a start that is short: crrtctl is typed all night.
flags+=(-Xswiftc -use-ld=lld -Xlinker -z -Xlinker pack-relative-relocs)
