import { t } from '../../assets/messages/t.ts'
import styles from './bot-mark.module.css'

/** Beside the name of a program, so that nobody takes it for a person. */
export const BotMark = () => <span className={styles.mark}>{t('bots.mark')}</span>
