package org.headroom.model;

/** A listener's registration. Closing it ends the calls; closing twice does nothing. Any thread. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
