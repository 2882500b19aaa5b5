package org.headroom.market;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * The filter of one connection: what the broker sends passes {@link PacketJudge}, and what Paho sends is looked through for what
 * an acknowledgement may answer.
 */
final class PacketFilter implements SocketStreams {
    private final int mostPacketBytes;
    private final DroppedPackets dropped;
    private final Consumer<String> closing;
    private final PacketExchange exchange;
    private volatile OutgoingPackets outgoing;

    /**
     * @param mostPacketBytes the Maximum Packet Size that CONNECT announces
     * @param receiveMaximum that CONNECT announces
     * @param dropped told of each packet that is dropped
     * @param closing told why the connection ends, before the stream fails
     */
    PacketFilter(int mostPacketBytes, int receiveMaximum, DroppedPackets dropped, Consumer<String> closing) {
        this.mostPacketBytes = mostPacketBytes;
        this.dropped = dropped;
        this.closing = closing;
        this.exchange = new PacketExchange(receiveMaximum);
        this.outgoing = new OutgoingPackets(OutputStream.nullOutputStream(), exchange);
    }

    /** As many bytes of a packet as the broker takes. */
    long mostBytes() {
        return exchange.mostBytes();
    }

    @Override
    public InputStream incoming(InputStream from) {
        return new IncomingPackets(from, mostPacketBytes, exchange, this::handle);
    }

    @Override
    public OutputStream outgoing(OutputStream to) {
        var out = new OutgoingPackets(to, exchange);
        outgoing = out;
        return out;
    }

    private void handle(PacketVerdict verdict) throws IOException {
        switch (verdict) {
            case PacketVerdict.Pass pass -> {}
            case PacketVerdict.Drop drop -> {
                if (!drop.name().isEmpty()) dropped.dropped(drop.name());
                if (drop.answer().length > 0) outgoing.answer(drop.answer());
            }
            case PacketVerdict.Close close -> {
                closing.accept(close.reason());
                throw new IOException(close.reason());
            }
        }
    }
}
