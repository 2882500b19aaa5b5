/** The application: window, perspective, menus, themes. */
@org.jspecify.annotations.NullMarked
package org.headroom.app;
