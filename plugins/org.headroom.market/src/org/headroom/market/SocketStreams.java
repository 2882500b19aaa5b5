package org.headroom.market;

import java.io.InputStream;
import java.io.OutputStream;

/** What stands between a socket and Paho. */
interface SocketStreams {
    /** Nothing: Paho sees each byte. For tests of what happens when it fails. */
    SocketStreams DIRECT = new SocketStreams() {
        @Override
        public InputStream incoming(InputStream from) {
            return from;
        }

        @Override
        public OutputStream outgoing(OutputStream to) {
            return to;
        }
    };

    InputStream incoming(InputStream from);

    OutputStream outgoing(OutputStream to);
}
