package org.headroom.broker;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;

/**
 * Counts connections from the moment in which they are accepted, and closes those that do not begin with an MQTT CONNECT,
 * such as HTTP and WebSocket, or do not complete it in time. Artemis counts none of these, and has no deadline for them.
 */
final class ConnectionGate {
    static final long LONGEST_CONNECT_SECONDS = 10;

    private static final String NAME = "connection-gate";
    /** The first byte of the packet. */
    private static final int CONNECT = 0x10;

    private final int most;
    private final RefusedConnections refused;
    private final RefusedConnections unconnected;
    private final AtomicInteger open = new AtomicInteger();

    /**
     * @param most connections at once
     * @param refused told of those beyond
     * @param unconnected told of those that send no CONNECT
     */
    ConnectionGate(int most, RefusedConnections refused, RefusedConnections unconnected) {
        this.most = most;
        this.refused = refused;
        this.unconnected = unconnected;
    }

    /**
     * Called once the acceptor listens. Holds for each connection that is accepted after it returns: a handler that another
     * thread adds takes part only once the channel's own thread has taken note of it.
     *
     * @throws IOException where this Artemis keeps its server channels elsewhere
     */
    void guard(NettyAcceptor acceptor) throws IOException {
        try {
            var field = NettyAcceptor.class.getDeclaredField("serverChannelGroup");
            field.setAccessible(true);
            for (Object each : (Iterable<?>) field.get(acceptor)) {
                Channel channel = (Channel) each;
                channel.eventLoop()
                        .submit(() -> channel.pipeline().addFirst(NAME, new Accepted()))
                        .get(LONGEST_CONNECT_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The embedded broker was interrupted while it started.", e);
        } catch (ReflectiveOperationException | ExecutionException | TimeoutException | RuntimeException e) {
            throw new IOException("The embedded broker cannot limit its connections: " + e, e);
        }
    }

    /** The client has sent a whole packet. Event loop of the channel. */
    static void connected(Channel channel) {
        if (channel.pipeline().get(NAME) instanceof Handshake handshake) handshake.isConnected = true;
    }

    private final class Accepted extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object accepted) {
            if (accepted instanceof Channel channel) {
                boolean isOneTooMany = open.incrementAndGet() > most;
                channel.closeFuture().addListener(closed -> open.decrementAndGet());
                channel.pipeline().addFirst(NAME, new Handshake(isOneTooMany));
            }
            ctx.fireChannelRead(accepted);
        }
    }

    private final class Handshake extends ChannelInboundHandlerAdapter {
        private final boolean isOneTooMany;
        private boolean isBegun;
        private boolean isConnected;
        private boolean isEnded;

        Handshake(boolean isOneTooMany) {
            this.isOneTooMany = isOneTooMany;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            if (isOneTooMany) {
                end(ctx, refused);
                return;
            }
            var deadline = ctx.executor()
                    .schedule(
                            () -> {
                                if (!isConnected) end(ctx, unconnected);
                            },
                            LONGEST_CONNECT_SECONDS,
                            TimeUnit.SECONDS);
            ctx.channel().closeFuture().addListener(closed -> deadline.cancel(false));
            ctx.fireChannelActive();
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object read) {
            if (!isEnded && !isBegun && read instanceof ByteBuf bytes && bytes.isReadable()) {
                isBegun = true;
                if (bytes.getUnsignedByte(bytes.readerIndex()) != CONNECT) end(ctx, unconnected);
            }
            if (isEnded) ReferenceCountUtil.release(read);
            else ctx.fireChannelRead(read);
        }

        private void end(ChannelHandlerContext ctx, RefusedConnections counted) {
            isEnded = true;
            counted.refused();
            ctx.close();
        }
    }
}
