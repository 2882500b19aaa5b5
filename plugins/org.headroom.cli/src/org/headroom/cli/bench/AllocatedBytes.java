package org.headroom.cli.bench;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What a thread has put on Java's heap. */
final class AllocatedBytes {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName threads;

    AllocatedBytes() throws JMException {
        threads = new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME);
    }

    /** Bytes so far, of the calling thread. Asking costs a few itself. */
    long soFar() throws JMException {
        return (Long) server.getAttribute(threads, "CurrentThreadAllocatedBytes");
    }
}
