/** Measures what Headroom takes, beside the least that its parts allow. */
@org.jspecify.annotations.NullMarked
package org.headroom.cli.bench;
