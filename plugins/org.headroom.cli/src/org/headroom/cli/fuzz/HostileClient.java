package org.headroom.cli.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One hostile client of a broker. Most made-up packets end a connection, and what follows them is not read; so each new one is
 * sent with a PINGREQ, and those that the broker took are sent again by the hundred, in any order. One thread.
 */
final class HostileClient {
    interface Sent {
        /** @param kind what became of the packets or the connection; empty where they are counted with the next */
        void add(long packets, String kind);
    }

    private static final int BURST = 500;
    private static final int BURSTS = 10;
    /** Packets that the broker took; a new one takes the place of another. */
    private static final int MOST_TAKEN = 1_024;
    /** Before there is a burst. */
    private static final int LEAST_TAKEN = 8;
    /** New packets in one connection, if none ends it. */
    private static final int MOST_NEW = 64;

    private static final int BADLY_BEGUN = 8;
    private static final int TIMEOUT_MS = 5_000;
    private static final long LOOK_MS = 1;
    private static final long SILENT_MS = 200;
    private static final byte[] PINGREQ = {(byte) 0xc0, 0};

    private final int port;
    private final String name;
    private final Sent sent;
    private final PacketMaker maker;
    private final Random random;
    private final List<byte[]> taken = new ArrayList<>();
    private int connections;

    HostileClient(int port, String name, long seed, Sent sent) {
        this.port = port;
        this.name = name;
        this.sent = sent;
        maker = new PacketMaker(seed, PacketMaker.Role.CLIENT);
        random = new Random(~seed);
    }

    /** Connects, sends, and ends the connection where the broker does not. */
    void connection() {
        boolean isBadlyBegun = ++connections % BADLY_BEGUN == 0;
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.setTcpNoDelay(true);
            var answers = new Semaphore(0);
            Thread reader = Thread.ofVirtual().start(() -> read(socket, answers));
            OutputStream out = socket.getOutputStream();
            if (!isBadlyBegun) {
                out.write(PacketMaker.connect(name));
                for (int i = 0; taken.size() >= LEAST_TAKEN && i < BURSTS; i++) {
                    out.write(burst());
                    if (!isAnswered(answers, reader, TIMEOUT_MS)) {
                        forget();
                        sent.add(0, "ended early");
                        return;
                    }
                    sent.add(BURST, "");
                }
            }
            byte[] before = maker.next();
            boolean goesOn = isTaken(before, out, answers, reader);
            for (int i = 0; goesOn && i < MOST_NEW; i++) {
                byte[] next = maker.next();
                goesOn = isTaken(next, out, answers, reader);
                // A PINGREQ may be answered before a packet has its effect: the next one tells.
                if (goesOn) repeat(before);
                before = next;
            }
        } catch (IOException e) {
            sent.add(1, FuzzResult.ENDED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether the broker took it and the connection goes on */
    private boolean isTaken(byte[] packet, OutputStream out, Semaphore answers, Thread reader)
            throws IOException, InterruptedException {
        out.write(packet);
        out.write(PINGREQ);
        // Where more is announced than there is, the broker waits for it, and this end hangs up.
        boolean goesOn = PacketMaker.isWhole(packet) && isAnswered(answers, reader, SILENT_MS);
        sent.add(1, goesOn ? FuzzResult.PASSED : FuzzResult.ENDED);
        return goesOn && isRepeated(packet);
    }

    private void repeat(byte[] packet) {
        if (taken.size() < MOST_TAKEN) taken.add(packet);
        else taken.set(random.nextInt(MOST_TAKEN), packet);
    }

    /** Half of them, because some of them end a connection after others. */
    private void forget() {
        Collections.shuffle(taken, random);
        taken.subList(taken.size() / 2, taken.size()).clear();
    }

    /** Not what begins or ends a connection, nor a ping, whose answer would be taken for that of a later one. */
    private static boolean isRepeated(byte[] packet) {
        int type = packet[0] >> 4 & 0x0f;
        return PacketMaker.isOne(packet) && type >= 3 && type <= 11;
    }

    /** @return false where the connection has ended first, or nothing comes within that time */
    private static boolean isAnswered(Semaphore answers, Thread reader, long most) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(most);
        while (!answers.tryAcquire(LOOK_MS, TimeUnit.MILLISECONDS))
            if (!reader.isAlive() || System.nanoTime() > end) return answers.tryAcquire();
        return true;
    }

    /** Takes what comes, so that the broker goes on reading; to the end of the connection. */
    private static void read(Socket socket, Semaphore answers) {
        try (socket) {
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            while (true) if ((PacketMaker.read(in)[0] & 0xf0) == 0xd0) answers.release();
        } catch (IOException e) {
            // The broker or this client has ended it, or the broker is silent for long.
        }
    }

    private byte[] burst() {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < BURST; i++) out.writeBytes(taken.get(random.nextInt(taken.size())));
        out.writeBytes(PINGREQ);
        return out.toByteArray();
    }
}
