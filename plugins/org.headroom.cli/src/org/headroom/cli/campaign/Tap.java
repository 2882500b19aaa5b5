package org.headroom.cli.campaign;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Stands between the rig and one of its parts, passes every byte on, and tells the {@link Trigger} of each step that
 * it sees before it passes on what shows it. So a kill at a step comes at that step: what was asked has not arrived
 * yet, or has been carried out and not been answered.
 */
final class Tap implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;
    private static final int MOST_CONNECTIONS = 256;
    private static final int LONGEST_UNDER_WAY_MS = 60;

    private final ServerSocketChannel server;
    private final SocketAddress part;
    private final Victim behind;
    private final List<Passage> passages;
    private final List<Passage> unasked;
    private final Trigger trigger;
    private final Random random;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final Semaphore room = new Semaphore(MOST_CONNECTIONS);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Duration delay = Duration.ZERO;

    /**
     * @param at where the rig finds it
     * @param part where the part itself listens
     * @param behind which part that is
     * @param passages what is looked for in what the rig sends
     * @param unasked what is looked for in what is sent to it
     */
    Tap(
            SocketAddress at,
            SocketAddress part,
            Victim behind,
            List<Passage> passages,
            List<Passage> unasked,
            Trigger trigger,
            long seed)
            throws IOException {
        this.part = part;
        this.behind = behind;
        this.passages = passages;
        this.unasked = unasked;
        this.trigger = trigger;
        this.random = new Random(seed);
        this.server = at instanceof UnixDomainSocketAddress
                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                : ServerSocketChannel.open();
        server.bind(at);
        threads.execute(this::accept);
    }

    SocketAddress address() throws IOException {
        return server.getLocalAddress();
    }

    /** From now on each request waits for so long before it is passed on. */
    void delay(Duration each) {
        delay = each;
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel rig = server.accept();
                if (room.tryAcquire()) threads.execute(() -> serve(rig));
                else rig.close();
            } catch (IOException e) {
                // Closed, or the next one is accepted.
            }
        }
    }

    private void serve(SocketChannel rig) {
        open.add(rig);
        try (rig;
                SocketChannel to = SocketChannel.open(part)) {
            open.add(to);
            if (!(part instanceof UnixDomainSocketAddress)) {
                rig.setOption(StandardSocketOptions.TCP_NODELAY, true);
                to.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            new Line(rig, to).pass();
            open.remove(to);
        } catch (IOException e) {
            // The part is not there, or one of the two has gone: the rig sees its connection end.
        } finally {
            open.remove(rig);
            room.release();
        }
    }

    /** One connection of the rig's. */
    private final class Line {
        private final SocketChannel rig;
        private final SocketChannel to;
        /** Of the request that was passed on last, until its answer comes. */
        private volatile Optional<Passage> asked = Optional.empty();

        Line(SocketChannel rig, SocketChannel to) {
            this.rig = rig;
            this.to = to;
        }

        void pass() {
            threads.execute(() -> {
                copy(to, rig, this::answered);
                close();
            });
            copy(rig, to, this::requested);
            close();
        }

        private void close() {
            for (SocketChannel channel : List.of(rig, to)) {
                try {
                    channel.close();
                } catch (IOException e) {
                    // It is of no use any more either way.
                }
            }
        }

        /** @return whether it is to be passed on */
        private boolean requested(String text) {
            waitFor(delay);
            Optional<Passage> passage = Passage.in(passages, text);
            if (passage.isEmpty()) return true;
            Optional<Victim> killed = passage.get().before().flatMap(trigger::reached);
            if (ends(killed)) return false;
            asked = passage;
            passage.get()
                    .during()
                    .filter(trigger::awaits)
                    .ifPresent(step -> threads.execute(() -> {
                        waitFor(Duration.ofMillis(1 + random.nextInt(LONGEST_UNDER_WAY_MS)));
                        if (asked.isPresent() && ends(trigger.reached(step))) close();
                    }));
            return true;
        }

        private boolean answered(String text) {
            Optional<Passage> passage = asked;
            asked = Optional.empty();
            Optional<Victim> killed = passage.flatMap(Passage::after).flatMap(trigger::reached);
            if (killed.isEmpty())
                killed = Passage.in(unasked, text).flatMap(Passage::before).flatMap(trigger::reached);
            return !ends(killed);
        }

        /** Whether one end of this line is dead. */
        private boolean ends(Optional<Victim> killed) {
            return killed.filter(v -> v == Victim.RIG || v == behind).isPresent();
        }
    }

    private interface Look {
        boolean passes(String text);
    }

    private static void copy(SocketChannel from, SocketChannel to, Look look) {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        try {
            while (from.read(chunk) >= 0) {
                chunk.flip();
                String text = new String(chunk.array(), 0, chunk.limit(), StandardCharsets.ISO_8859_1);
                if (!look.passes(text)) return;
                while (chunk.hasRemaining()) to.write(chunk);
                chunk.clear();
            }
        } catch (IOException e) {
            // Either end is gone.
        }
    }

    private static void waitFor(Duration time) {
        try {
            if (!time.isZero()) Waits.pause(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel channel : open) channel.close();
        threads.shutdownNow();
    }
}
