/** Just enough HTTP/1.1 to talk to a container engine over a Unix socket; trusts nothing that comes back. */
@org.jspecify.annotations.NullMarked
package org.headroom.jobs.http;
