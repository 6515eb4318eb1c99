internal import NIOCore

/// The way out: replies are collected, written together, and all written before the connection is closed from this side.
extension ConnectionHandler {
    /// Replies of at least this many bytes are handed to the channel, even while more are being collected.
    private static let writeFrom = 256 << 10
    /// Storage kept for the replies to come.
    private static let keptCapacity = 64 << 10

    /// Something has been added to `output`.
    func written() {
        if output.count >= Self.writeFrom {
            flush()
        } else if !isReading, !flushIsScheduled, !output.isEmpty {
            // Whatever else is replied in this round of the loop leaves with it.
            flushIsScheduled = true
            link?.hop { connection in
                connection.flushIsScheduled = false
                connection.flush()
            }
        }
    }

    func flush() {
        guard !output.isEmpty, let context else { return }
        guard let link else { return context.writeAndFlush(Self.wrapOutboundOut(takeOutput(context)), promise: nil) }
        let size = output.count
        link.handed(size)
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenComplete { _ in
            link.taken(size)
            self.goOn()
        }
        context.writeAndFlush(Self.wrapOutboundOut(takeOutput(context)), promise: written)
    }

    /// Nothing more is read; the channel is closed when the peer has been given every reply, or has not taken them in time.
    func closeAfterReplies() {
        guard let context, lingering == nil else { return }
        let channel = context.channel
        lingering = context.eventLoop.scheduleTask(in: TimeAmount(limits.linger)) { channel.close(promise: nil) }
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.whenComplete { _ in channel.close(promise: nil) }
        context.writeAndFlush(Self.wrapOutboundOut(takeOutput(context)), promise: written)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        goOn()
    }

    /// Goes on with what has waited until replies were read. Never from within a flush: what it is to send may call back at once.
    private func goOn() {
        guard hasStalled, isWritable, let link else { return }
        hasStalled = false
        link.hop { connection in
            let callbacks = connection.writableCallbacks
            connection.writableCallbacks = []
            for callback in callbacks { callback() }
            connection.pump()
        }
    }

    private func takeOutput(_ context: ChannelHandlerContext) -> ByteBuffer {
        let buffer = context.channel.allocator.buffer(bytes: output)
        output.removeAll(keepingCapacity: output.capacity <= Self.keptCapacity)
        return buffer
    }
}
