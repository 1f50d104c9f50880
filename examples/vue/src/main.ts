import { createLogto } from '@logto/vue';
import { createApp } from 'vue';
import { createRouter, createWebHistory, RouterView } from 'vue-router';

import { logto } from './config';
import HomePage from './HomePage.vue';
import './style.css';

const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: HomePage },
    // Loaded for those who come back from Logto, and for nobody else.
    { path: '/callback', component: () => import('./CallbackPage.vue') },
  ],
});

createApp(RouterView).use(createLogto, logto).use(router).mount('#app');
