/** What a lease's job says. */
@org.jspecify.annotations.NullMarked
package org.headroom.console.job;
