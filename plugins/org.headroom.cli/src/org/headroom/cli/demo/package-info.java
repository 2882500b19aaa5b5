/** The demo: a whole market on one machine, and the first paid lease on it. */
@org.jspecify.annotations.NullMarked
package org.headroom.cli.demo;
