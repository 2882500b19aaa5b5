package org.headroom.broker;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a client only while the client takes what is sent to it and Artemis has processed, and stored, the packets that
 * were read before. Artemis itself reads as fast as a client sends, keeps the packets in a queue without a limit, and answers
 * each whether or not the answers are taken. What was read is given to the decoder in small pieces; after each that ends a
 * packet, a {@link ProcessedMark} follows the packets and brings the next piece when it has passed.
 *
 * <p>All but {@link #delivers}, {@link #held()}, {@link #progressAt()} and {@link #close()} runs on the event loop of the channel.
 */
final class ConnectionFlow extends ChannelDuplexHandler {
    /** Of the smallest packets, which have two bytes, 128: other connections have their turn after as many. */
    private static final int PIECE_BYTES = 256;

    private static final int PIECE_OF_INCOMPLETE_BYTES = 4 << 10;
    private static final String NAME = "connection-flow";
    private static final String DECODER = "bounded-mqtt-decoder";
    private static final String COUNTER = "packet-counter";
    private static final String IN_FLIGHT = "in-flight-limit";

    private final ConnectionBytes all;
    private final BrokerBounds bounds;
    private final Refusals refusals;
    private final Consumer<Runnable> afterStored;
    private final IntConsumer acknowledged;
    private final Queue<ByteBuf> waiting = new ArrayDeque<>();
    private final InFlightLimit inFlight = new InFlightLimit(this::measure);
    private final NettyConnection connection;
    private final Channel channel;
    /** Bytes of messages that Artemis has delivered and that wait for the journal or for the event loop. */
    private final AtomicLong onTheWay = new AtomicLong();

    private @Nullable ChannelHandlerContext before;
    private @Nullable ChannelHandlerContext after;
    private @Nullable ProcessedMark awaited;
    private @Nullable ScheduledFuture<?> untaken;
    private boolean isFeeding;
    private @Nullable Object unseen;
    private int packets;
    private int acknowledgements;
    private long waitingBytes;
    private long incompleteBytes;
    private volatile long held;
    private volatile long progressAt = System.nanoTime();

    private ConnectionFlow(
            NettyConnection connection,
            ConnectionBytes all,
            BrokerBounds bounds,
            Refusals refusals,
            Consumer<Runnable> afterStored,
            IntConsumer acknowledged) {
        this.connection = connection;
        channel = connection.getChannel();
        this.all = all;
        this.bounds = bounds;
        this.refusals = refusals;
        this.afterStored = afterStored;
        this.acknowledged = acknowledged;
    }

    /**
     * Replaces Artemis' decoder, which reads a packet of up to 256 MiB into memory before its size is compared.
     *
     * @param afterStored runs what it is given when all that the calling thread has written to the journal is written
     * @param acknowledged called with the number of acknowledgements that Artemis has processed, on the thread that did
     */
    static void limit(
            NettyConnection connection,
            int mostPacketBytes,
            ConnectionBytes all,
            BrokerBounds bounds,
            Refusals refusals,
            Consumer<Runnable> afterStored,
            IntConsumer acknowledged) {
        Channel channel = connection.getChannel();
        ChannelPipeline pipeline = channel.pipeline();
        var flow = new ConnectionFlow(connection, all, bounds, refusals, afterStored, acknowledged);
        pipeline.replace(MqttDecoder.class, DECODER, new MqttDecoder(mostPacketBytes));
        pipeline.addBefore(DECODER, NAME, flow);
        pipeline.addAfter(DECODER, COUNTER, flow.counter());
        pipeline.addAfter(COUNTER, IN_FLIGHT, flow.inFlight);
        flow.before = pipeline.context(NAME);
        flow.after = pipeline.context(COUNTER);
        all.add(flow);
        if (!channel.isActive()) all.remove(flow);
    }

    /**
     * Called by Artemis before it delivers a message. It goes on until it learns that the client does not take them, from the
     * event loop, and after it has written to the journal: too late for a fast queue. So it is told here.
     */
    static void delivers(NettyConnection connection, MqttPublishMessage message) {
        if (connection.getChannel().pipeline().get(NAME) instanceof ConnectionFlow flow)
            flow.delivers(message.fixedHeader().remainingLength());
    }

    /** Called by {@link PacketGate} for each packet: from here on, it or Artemis releases the packet. */
    static void sees(NettyConnection connection, MqttMessage packet) {
        if (connection.getChannel().pipeline().get(NAME) instanceof ConnectionFlow flow && flow.unseen == packet)
            flow.unseen = null;
    }

    private void delivers(int bytes) {
        if (onTheWay.addAndGet(bytes) <= bounds.onTheWayBytes() && channel.isWritable()) return;
        connection.fireReady(false);
        if (mayDeliver()) onEventLoop(this::resumeDelivery);
    }

    private boolean mayDeliver() {
        return channel.isWritable() && onTheWay.get() <= bounds.onTheWayBytes() / 2;
    }

    private void resumeDelivery() {
        if (mayDeliver()) connection.fireReady(true);
    }

    private void onEventLoop(Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            // The broker stops.
            channel.close();
        }
    }

    /** As many bytes as wait for the client, if it does not take or acknowledge them, or for the rest of a packet. */
    long held() {
        return held;
    }

    /** When the client last took what waited for it, or completed a packet. */
    long progressAt() {
        return progressAt;
    }

    void close() {
        channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
        if (!(read instanceof ByteBuf bytes)) {
            ctx.fireChannelRead(read);
            return;
        }
        waiting.add(bytes);
        waitingBytes += bytes.readableBytes();
        feed();
    }

    /** The decoder asks for more where it found no whole packet. */
    @Override
    public void read(ChannelHandlerContext ctx) {
        if (mayRead()) ctx.read();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object packet, ChannelPromise promise) {
        int bytes = packet instanceof MqttPublishMessage message
                ? message.fixedHeader().remainingLength()
                : 0;
        ctx.write(packet, promise);
        if (!channel.isWritable()) measure();
        if (bytes == 0) return;
        long before = onTheWay.getAndAdd(-bytes);
        long half = bounds.onTheWayBytes() / 2;
        if (before > half && before - bytes <= half) resumeDelivery();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        endWait();
        if (channel.isWritable()) {
            progressAt = System.nanoTime();
            feed();
        } else {
            untaken = ctx.executor().schedule(this::closeIfUntaken, bounds.untakenMillis(), TimeUnit.MILLISECONDS);
            measure();
            channel.config().setAutoRead(mayRead());
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        discard();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        discard();
    }

    private void feed() {
        ChannelHandlerContext decoder = before;
        ChannelHandlerContext handler = after;
        if (isFeeding || decoder == null || handler == null) return;
        isFeeding = true;
        try {
            while (awaited == null && channel.isActive() && channel.isWritable() && !waiting.isEmpty()) {
                ByteBuf piece = piece();
                int bytes = piece.readableBytes();
                waitingBytes -= bytes;
                incompleteBytes += bytes;
                packets = 0;
                decoder.fireChannelRead(piece);
                if (packets == 0) continue;
                int count = acknowledgements;
                acknowledgements = 0;
                awaited = new ProcessedMark(mark -> processed(mark, count));
                handler.fireChannelRead(awaited);
            }
        } finally {
            isFeeding = false;
        }
        if (!channel.isActive()) return;
        measure();
        channel.config().setAutoRead(mayRead());
    }

    private ByteBuf piece() {
        ByteBuf first = waiting.element();
        int most = incompleteBytes > PIECE_BYTES ? PIECE_OF_INCOMPLETE_BYTES : PIECE_BYTES;
        return first.readableBytes() <= most ? waiting.remove() : first.readRetainedSlice(most);
    }

    private boolean mayRead() {
        return awaited == null && waiting.isEmpty() && channel.isWritable();
    }

    /** On a thread of Artemis. */
    private void processed(ProcessedMark mark, int acknowledgementsBefore) {
        if (acknowledgementsBefore > 0) acknowledged.accept(acknowledgementsBefore);
        afterStored.accept(() -> onEventLoop(() -> {
            if (awaited != mark) return;
            awaited = null;
            feed();
        }));
    }

    private void measure() {
        long untakenBytes = channel.isWritable() ? 0 : channel.bytesBeforeWritable();
        if (!channel.isActive()) return;
        if (untakenBytes > bounds.untakenBytes()) {
            refusals.log(Refusals.Kind.UNTAKEN);
            close();
            return;
        }
        long before = held;
        held = untakenBytes + waitingBytes + incompleteBytes + inFlight.heldBytes();
        if (before == 0) progressAt = System.nanoTime();
        if (held > before) all.check();
    }

    private void closeIfUntaken() {
        if (channel.isWritable()) return;
        refusals.log(Refusals.Kind.UNTAKEN);
        close();
    }

    private void endWait() {
        ScheduledFuture<?> wait = untaken;
        if (wait != null) wait.cancel(false);
        untaken = null;
    }

    private void discard() {
        endWait();
        for (ByteBuf each : waiting) each.release();
        waiting.clear();
        held = 0;
        all.remove(this);
    }

    private ChannelInboundHandlerAdapter counter() {
        return new PacketCounter();
    }

    /** Behind the decoder. */
    private final class PacketCounter extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object packet) {
            packets++;
            ConnectionGate.connected(channel);
            if (InFlightLimit.isAcknowledgement(packet)) acknowledgements++;
            incompleteBytes = 0;
            progressAt = System.nanoTime();
            Object outer = unseen;
            unseen = packet;
            ctx.fireChannelRead(packet);
            // Behind a packet that ended the session, Artemis drops others and does not release them.
            if (unseen == packet) ReferenceCountUtil.release(packet);
            unseen = outer;
        }
    }
}
