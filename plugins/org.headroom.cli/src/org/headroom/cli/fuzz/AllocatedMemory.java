package org.headroom.cli.fuzz;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** How many bytes have been allocated on the heap, ever; what was freed since counts, too. Any thread. */
final class AllocatedMemory {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName threads;

    AllocatedMemory() {
        try {
            threads = new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    long ofThisThread() {
        return read("CurrentThreadAllocatedBytes");
    }

    /** Threads that have ended included. */
    long ofAllThreads() {
        return read("TotalThreadAllocatedBytes");
    }

    private long read(String attribute) {
        try {
            return (Long) server.getAttribute(threads, attribute);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
