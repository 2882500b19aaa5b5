package org.headroom.market;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What Paho writes, and between two of its packets the acknowledgements of those that were dropped. These are written by
 * whichever thread is there: nobody waits for the lock to write one. As many wait as the broker may have unacknowledged.
 */
final class OutgoingPackets extends OutputStream {
    private final OutputStream out;
    private final OutgoingScan scan;
    private final Queue<byte[]> answers = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();

    OutgoingPackets(OutputStream out, PacketExchange exchange) {
        this.out = out;
        this.scan = new OutgoingScan(exchange);
    }

    @Override
    public void write(int each) throws IOException {
        write(new byte[] {(byte) each}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        lock.lock();
        try {
            // Before the broker can answer.
            scan.scan(bytes, offset, length);
            out.write(bytes, offset, length);
            writeAnswers();
        } finally {
            lock.unlock();
        }
        drain();
    }

    /** Writes an acknowledgement now, or after the packet that is being written. */
    void answer(byte[] packet) throws IOException {
        answers.add(packet);
        drain();
    }

    private void drain() throws IOException {
        // Whoever holds the lock looks again after it has let go.
        while (!answers.isEmpty() && lock.tryLock()) {
            try {
                if (!scan.isBetweenPackets()) return;
                writeAnswers();
                out.flush();
            } finally {
                lock.unlock();
            }
        }
    }

    private void writeAnswers() throws IOException {
        if (!scan.isBetweenPackets()) return;
        for (byte[] each = answers.poll(); each != null; each = answers.poll()) {
            scan.scan(each, 0, each.length);
            out.write(each);
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
