/** Repainting no more often than an eye can see. */
@org.jspecify.annotations.NullMarked
package org.headroom.ui.refresh;
