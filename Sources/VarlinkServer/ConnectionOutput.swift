internal import NIOCore

/// Output: replies are collected and written together. All are written before the server closes a connection.
extension ConnectionHandler {
    /// Replies are given to the channel at this number of bytes, even while more are being collected.
    private static let flushThreshold = 256 << 10
    /// The bytes of storage that are kept for later replies.
    private static let keptCapacity = 64 << 10

    /// Call after something was added to `output`.
    func outputAdded() {
        if output.count >= Self.flushThreshold {
            flush()
        } else if !isReading, !flushIsScheduled, !output.isEmpty {
            // Other replies of this round of the loop are written together.
            flushIsScheduled = true
            handle?.hop { connection in
                connection.flushIsScheduled = false
                connection.flush()
            }
        }
    }

    func flush() {
        guard !output.isEmpty, let context else { return }
        guard let handle else { return context.writeAndFlush(Self.wrapOutboundOut(takeOutput(context)), promise: nil) }
        let size = output.count
        handle.writeBegan(size)
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenComplete { _ in
            handle.writeEnded(size)
            self.resume()
        }
        context.writeAndFlush(Self.wrapOutboundOut(takeOutput(context)), promise: written)
    }

    /// Closes the channel once all replies are written, or at the latest after the linger timeout.
    func closeAfterReplies() {
        guard let context, lingerTimer == nil else { return }
        let channel = context.channel
        lingerTimer = context.eventLoop.scheduleTask(in: TimeAmount(limits.lingerTimeout)) { channel.close(promise: nil) }
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.whenComplete { _ in channel.close(promise: nil) }
        context.writeAndFlush(Self.wrapOutboundOut(takeOutput(context)), promise: written)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        resume()
    }

    /// Continues streams and calls that waited until replies were read. By a hop, because their replies may call back at once.
    private func resume() {
        guard hasStalled, isWritable, let handle else { return }
        hasStalled = false
        handle.hop { connection in
            let callbacks = connection.writableCallbacks
            connection.writableCallbacks = []
            for callback in callbacks { callback() }
            connection.processMessages()
        }
    }

    private func takeOutput(_ context: ChannelHandlerContext) -> ByteBuffer {
        let buffer = context.channel.allocator.buffer(bytes: output)
        output.removeAll(keepingCapacity: output.capacity <= Self.keptCapacity)
        return buffer
    }
}
