package org.headroom.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program that logs what a stranger may have said. */
final class HostileLog {
    private static final Logger LOG = LoggerFactory.getLogger(HostileLog.class);

    private HostileLog() {}

    public static void main(String[] arguments) {
        LOG.warn("A reason: {}", arguments[0]);
        LOG.warn("A failure", new IllegalStateException(arguments[0]));
    }
}
